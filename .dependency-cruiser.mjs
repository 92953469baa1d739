/**
 * Who may import whom, as DESIGN.md and CONTRIBUTING.md say. `node tests/run.ts layers` checks it, and
 * tests/layers.test.ts proves that every rule bites.
 */
const order = ['contract', 'tensor', 'kernels', 'network', 'training', 'data', 'analysis', 'preview'];

/** What each folder of core may use of core, beside itself. */
const coreUses = {
  contract: [],
  tensor: [],
  kernels: ['tensor'],
  network: ['contract', 'tensor', 'kernels'],
  training: ['contract', 'tensor', 'kernels', 'network', 'data'],
  data: ['contract', 'tensor'],
  analysis: ['contract'],
  preview: ['contract', 'kernels', 'training'],
};

const nodeModules = { dependencyTypes: ['core'] };
const packages = { path: 'node_modules/' };

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...order.map((folder) => ({
      name: `core-${folder}`,
      comment: `core/${folder} may use only ${['itself', ...coreUses[folder].map((used) => `core/${used}`)].join(', ')}.`,
      severity: 'error',
      from: { path: `^core/${folder}/` },
      to: { path: '^(core|main|renderer|tests)/', pathNot: `^core/(${[folder, ...coreUses[folder]].join('|')})/` },
    })),
    {
      name: 'core-is-pure',
      comment: 'core uses no part of Node.',
      severity: 'error',
      from: { path: '^core/' },
      to: nodeModules,
    },
    {
      name: 'core-libraries',
      comment: 'Only what checks data from outside uses libraries: core/contract and the file formats.',
      severity: 'error',
      from: { path: '^core/', pathNot: '^core/(contract|data/formats)/' },
      to: packages,
    },
    {
      name: 'renderer-of-core',
      comment: 'The page uses of core only contract, analysis, data and preview.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^core/', pathNot: '^core/(contract|analysis|data|preview)/' },
    },
    {
      name: 'renderer-not-main',
      comment: 'The page reaches the engine by message only.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(main|tests)/' },
    },
    {
      name: 'renderer-no-node',
      comment: 'The page runs in a browser.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: nodeModules,
    },
    {
      name: 'main-not-page',
      comment: 'Nothing outside the page uses it, nor a test.',
      severity: 'error',
      from: { path: '^main/' },
      to: { path: '^(renderer|tests)/' },
    },
    {
      name: 'shells-by-message',
      comment: 'The shells and the command line reach the engine by message only.',
      severity: 'error',
      from: { path: '^main/(electron|browser|preload|cli|host|launch)/' },
      to: { path: '^main/(engine|store)/' },
    },
    {
      name: 'shells-apart',
      comment: 'A shell and the command line know nothing of each other; what they share is in main/host.',
      severity: 'error',
      from: { path: '^main/(electron|browser|preload|cli)/' },
      to: { path: '^main/(electron|browser|preload|cli|launch)/', pathNot: '^main/($1/|preload/channels\\.ts$)' },
    },
    {
      name: 'shells-of-core',
      comment: 'The shells and the command line compute nothing: they use of core only the contract and the formats.',
      severity: 'error',
      from: { path: '^main/(electron|browser|preload|cli|host)/' },
      to: { path: '^core/', pathNot: '^core/(contract|analysis|data)/' },
    },
    {
      name: 'host-below-shells',
      comment: 'main/host is what the shells stand on.',
      severity: 'error',
      from: { path: '^main/host/' },
      to: { path: '^main/', pathNot: '^main/host/' },
    },
    {
      name: 'only-engine-uses-store',
      comment: 'One process owns the database.',
      severity: 'error',
      from: { path: '^main/', pathNot: '^main/(engine|store)/' },
      to: { path: '^main/store/' },
    },
    {
      name: 'store-below-engine',
      comment: 'The store knows nothing of the engine that uses it.',
      severity: 'error',
      from: { path: '^main/store/' },
      to: { path: '^main/', pathNot: '^main/store/' },
    },
    {
      name: 'only-store-uses-sqlite',
      comment: 'Only main/store speaks to the database.',
      severity: 'error',
      from: { path: '^(core|main|renderer)/', pathNot: '^main/store/' },
      to: { path: 'better-sqlite3' },
    },
    {
      name: 'electron-in-its-shell',
      comment: 'Electron is used in its shell, its preload script, and the engine’s own end of its port.',
      severity: 'error',
      from: { path: '^(core|main|renderer)/', pathNot: '^main/(electron|preload|engine/ports)/' },
      to: { path: '(^|/)node_modules/electron/|^electron$' },
    },
    {
      name: 'no-cycles',
      comment: 'Parts that need each other are one part.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing uses, and that is no entry, is dead.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['\\.d\\.ts$', '^main/launch/', '^renderer/main\\.ts$', '^core/kernels/simd/assembly/'],
      },
      to: {},
    },
    {
      name: 'resolvable',
      comment: 'Every import must lead somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(electron|virtual:.*)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['\\.css$', '^core/kernels/simd/assembly/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'node', 'default'],
    },
  },
};
