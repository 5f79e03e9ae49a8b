/** Durable printing: a job is in the station's database before anything is on paper, and is never printed twice by itself. */
export { enqueue, type NewSpoolJob, pruneSpool, type SpoolJob, spoolMigration } from './table.ts';
export type { SpoolState } from './transitions.ts';
export { type SpoolEvent, SpoolWorker } from './worker.ts';
