// Says when the page is on the screen: the frame after the one that drew it.
addEventListener('load', () =>
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      window.paintedAt = window.answeredAt = Date.now();
    }),
  ),
);
