// Goes into the spare Electron as its resources/app/main.js. That runtime has no default_app.asar,
// so this does the part of it we need: run the folder named by the first argument that is not an option.
const { app } = require('electron');
const { join, resolve } = require('node:path');

const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
const manifest = require(join(folder, 'package.json'));
process.defaultApp = true; // what Electron's own loader sets: the program's arguments start after the folder
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(folder);
require(join(folder, manifest.main));
