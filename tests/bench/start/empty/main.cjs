// The least an Electron program can do: one window, one static page. What the product takes longer is its own.
const { join } = require('node:path');
const { app, BrowserWindow, Menu } = require('electron');

Menu.setApplicationMenu(null);
void app.whenReady().then(() => {
  const browser = new BrowserWindow({ show: false, kiosk: true, fullscreen: true, frame: false });
  browser.once('ready-to-show', () => browser.show());
  void browser.loadFile(join(__dirname, 'index.html'));
});
