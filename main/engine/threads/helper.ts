import { workerData } from 'node:worker_threads';
import { helpThreaded, type HelperOptions } from '#core/kernels/threaded/threadedKernels.ts';

// A thread that computes for a trainer, and does nothing else. It ends when its team is disbanded.
helpThreaded(workerData as HelperOptions);
