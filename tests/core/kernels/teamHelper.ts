import { workerData } from 'node:worker_threads';
import { help } from '#core/kernels/threaded/team.ts';
import { meetingKernel } from './meetingKernel.ts';

// A helper whose only kernel tells which thread computed what: see team.test.ts.
const { control, meeting, thread } = workerData as {
  control: SharedArrayBuffer;
  meeting: SharedArrayBuffer;
  thread: number;
};
help(control, [meetingKernel(meeting, thread)], 1000 * thread);
