// The keeper's code is typed here and judged by the shell; this page knows nothing but digits and dots.
const shown = document.querySelector('.pin');
const buttons = [...document.querySelectorAll('button')];
let port;
let pin = '';

addEventListener('message', (event) => {
  if (event.source !== window || event.data?.type !== 'onewindow:port') return;
  port = event.ports[0];
  port.onmessage = ({ data }) => answered(data);
});
window.postMessage({ type: 'onewindow:ready' }, location.origin);

addEventListener('click', (event) => {
  const key = event.target.closest('button')?.dataset.key;
  if (key) press(key);
});
addEventListener('keydown', (event) => {
  if (/^\d$/.test(event.key)) press(event.key);
  else if (event.key === 'Backspace') press('clear');
  else if (event.key === 'Escape') press('back');
  // Enter on a focused button presses that button by itself.
  else if (event.key === 'Enter' && !event.target.closest('button')) press('enter');
});

function press(key) {
  if (key === 'back' || key === 'maintain') port?.postMessage({ type: key });
  else if (key === 'leave') {
    say('leaving');
    port?.postMessage({ type: 'leave' });
  } else if (buttons[0].disabled) return;
  else if (key === 'clear') show('');
  else if (key !== 'enter') show(`${pin}${key}`.slice(0, 32));
  else if (pin) {
    lock(true);
    port?.postMessage({ type: 'pin', pin });
    show('');
  }
}

function answered(verdict) {
  if (verdict.verdict === 'right') return showMenu();
  say(verdict.verdict);
  if (verdict.verdict === 'wrong') setTimeout(() => lock(false), verdict.waitMs);
}

/** The code was right: what may be done with it. */
function showMenu() {
  for (const title of document.querySelectorAll('[data-when]')) title.hidden = title.dataset.when !== 'right';
  shown.hidden = true;
  document.querySelector('.keys').hidden = true;
  document.querySelector('.menu').hidden = false;
  lock(false);
  say('');
}

function show(next) {
  pin = next;
  shown.textContent = '●'.repeat(pin.length);
  if (pin) say('');
}

function say(what) {
  for (const line of document.querySelectorAll('[data-say]')) line.hidden = line.dataset.say !== what;
}

function lock(on) {
  for (const button of buttons) if (button.dataset.key !== 'back') button.disabled = on;
}
