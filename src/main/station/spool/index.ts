/** Durable printing: a job is in the station's database before anything is on paper, and is never printed twice by itself. */
export {
  allJobs,
  enqueue,
  type JobRow,
  type NewSpoolJob,
  pruneSpool,
  putJob,
  type SpoolJob,
  spoolMigration,
  takeTouchedJobs,
} from './table.ts';
export type { SpoolState } from './transitions.ts';
export { type SpoolEvent, SpoolWorker } from './worker.ts';
