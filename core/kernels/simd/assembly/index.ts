// What the WebAssembly module exports. Addresses are in bytes, in the one memory that all threads share; counts are in
// numbers. Nothing here is allocated or static: several threads instantiate the module over the same memory.
export * from './activations';
export * from './batch';
export { distort } from './distort';
export * from './dropout';
export * from './elementwise';
export * from './limit';
export * from './optimizers';
export { descend, inputGradient, mostDescendRows, weightGradient, weightedSums } from './products';
export * from './regularisation';
export { scratchLength } from './scratch';
export { multiplyAddIsFused } from './vector';
