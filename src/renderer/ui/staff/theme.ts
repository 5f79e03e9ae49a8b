/**
 * Our values (tokens.css) in the form Ant Design wants them. Plain data: counter,
 * desk and maintenance hand it to their ConfigProvider. `scale` is the text size the person has chosen, 1 = 16 px.
 */
export function staffTheme(scale: number) {
  const px = (n: number): number => Math.round(n * scale);
  return {
    token: {
      colorPrimary: '#0b57a4',
      colorPrimaryActive: '#08427d',
      colorInfo: '#0b57a4',
      colorLink: '#0b57a4',
      colorSuccess: '#1d7a4a',
      colorWarning: '#8f6400',
      colorError: '#b3261e',
      colorText: '#15202b',
      colorTextSecondary: '#4a5866',
      colorTextTertiary: '#66737f',
      colorTextPlaceholder: '#66737f',
      colorTextDisabled: '#66737f',
      colorBorder: '#b7c2cc',
      colorBorderSecondary: '#dde3e9',
      colorBgLayout: '#f5f7f9',
      colorBgContainer: '#ffffff',
      colorBgContainerDisabled: '#eef1f4',
      fontFamily: 'var(--font)',
      fontSize: px(16),
      controlHeight: px(44),
      controlHeightLG: px(52),
      controlHeightSM: px(44),
      borderRadius: 10,
      borderRadiusLG: 14,
      motion: false,
      wireframe: false,
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 500,
        paddingInlineSM: px(12),
      },
      Modal: { titleFontSize: px(20) },
      Drawer: { footerPaddingBlock: 12 },
    },
  } as const;
}
