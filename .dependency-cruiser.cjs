// The arrows of the house: who may import whom. docs/architecture.md says why; this file makes it fail the build.

const tests = '\\.test\\.tsx?$';

/** `room` may import only files of the given places (and packages, which other rules narrow). */
function onlyImports(room, places, comment) {
  return {
    name: `${room.replaceAll('/', '-')}-imports-only-its-own`,
    comment,
    severity: 'error',
    from: { path: `^${room}/`, pathNot: tests },
    to: { path: '^(src|tests|build)/', pathNot: places.map((place) => `^${place}/`) },
  };
}

module.exports = {
  forbidden: [
    onlyImports('src/shared', ['src/shared'], 'The shared language knows nobody.'),
    onlyImports(
      'src/renderer',
      ['src/renderer', 'src/shared'],
      'A page talks to its service over RPC, never by import.',
    ),
    onlyImports(
      'src/main/station',
      ['src/main/station', 'src/main/services', 'src/pin', 'src/web', 'src/shared'],
      'The service also runs without Electron.',
    ),
    onlyImports(
      'src/main/gateway',
      ['src/main/gateway', 'src/main/station', 'src/main/services', 'src/shared'],
      'A gateway is two stations without devices: it uses their heart.',
    ),
    onlyImports(
      'src/main/shell',
      ['src/main/shell', 'src/main/services', 'src/pin', 'src/shared'],
      'The shell knows nothing of the business.',
    ),
    onlyImports(
      'src/main/dock',
      ['src/main/dock', 'src/main/services', 'src/main/station/devices', 'src/shared'],
      'The dock fakes devices: it needs their codecs, nothing else of the station.',
    ),
    onlyImports(
      'src/main/services',
      ['src/main/services', 'src/shared'],
      'How a process is a service of the shell: below all of them.',
    ),
    onlyImports(
      'src/hall',
      ['src/hall', 'src/pin', 'src/web', 'src/shared', 'src/main/station/devices/printer'],
      'The hall and the station agree through src/shared only; slips are drawn in one place, from the printer’s bytes.',
    ),
    onlyImports('src/pin', ['src/pin', 'src/shared'], 'How a PIN is hashed and judged: below all of them.'),
    onlyImports('src/web', ['src/web'], 'How a program is reached by browsers: below all of them.'),
    {
      name: 'shared-is-pure-of-node',
      comment: 'No I/O, no clock, no randomness: decisions run the same on the station and in the hall.',
      severity: 'error',
      from: { path: '^src/shared/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-uses-pure-packages-only',
      comment: 'A package goes on this list when it computes and does nothing else.',
      severity: 'error',
      from: { path: '^src/shared/', pathNot: tests },
      to: {
        path: 'node_modules',
        pathNot: 'node_modules/(zod|@orpc/contract|@orpc/shared|minisearch|pinyin-pro|qrcode-generator)/',
      },
    },
    {
      name: 'renderer-has-no-node',
      comment: 'Pages are sandboxed: there is no Node there, and there must be none.',
      severity: 'error',
      from: { path: '^src/renderer/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'electron-only-in-the-shell',
      comment: 'Everything else also runs under plain Node or in a plain browser.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main/shell/' },
      to: { path: '(^|node_modules/)electron(/|$)' },
    },
    {
      name: 'roles-do-not-import-each-other',
      comment: 'A dispenser loads only a dispenser. What two roles need belongs in ui/, input/ or print/.',
      severity: 'error',
      from: { path: '^src/renderer/([^/]+)/', pathNot: tests },
      to: { path: '^src/renderer/[^/]+/', pathNot: '^src/renderer/($1|ui|input|print)/' },
    },
    {
      name: 'ui-kit-imports-no-role',
      comment: 'Shared screen parts are below the roles.',
      severity: 'error',
      from: { path: '^src/renderer/(ui|input|print)/', pathNot: tests },
      to: { path: '^src/renderer/', pathNot: '^src/renderer/(ui|input|print)/' },
    },
    {
      name: 'antd-only-for-staff-screens',
      comment: 'Touch screens for the public carry no Ant Design in their bundles.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/renderer/(counter|desk|maintenance|ui/staff)/' },
      to: { path: 'node_modules/(antd|@ant-design)/' },
    },
    {
      name: 'staff-parts-only-for-staff-screens',
      comment: 'Parts of staff screens may bring Ant Design along.',
      severity: 'error',
      from: { path: '^src/renderer/', pathNot: '^src/renderer/(counter|desk|maintenance|ui/staff)/' },
      to: { path: '^src/renderer/ui/staff/' },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere would slip past every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '[.](css|svg|png)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true, // an import of a type is an arrow too
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
    },
  },
};
