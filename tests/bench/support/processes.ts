import { readFileSync } from 'node:fs';

/** Linux counts processor time in these, whatever the machine. */
const TICKS_PER_SECOND = 100;

/** Memory a process holds now, and the most it ever held, in megabytes. Linux only. */
export function memoryOf(pid: number): { nowMb: number; peakMb: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mb = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  return { nowMb: mb('VmRSS'), peakMb: mb('VmHWM') };
}

/** Seconds of processor time a process has used up. Linux only. */
export function cpuSecondsOf(pid: number): number {
  const [user, system] = timesOf(pid);
  return (user! + system!) / TICKS_PER_SECOND;
}

/** The same with its children, those that ended among them. */
export function cpuSecondsOfTree(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  const own = timesOf(pid).reduce((sum, ticks) => sum + ticks, 0) / TICKS_PER_SECOND;
  return children.reduce((sum, child) => sum + cpuSecondsOfTree(child), own);
}

/** In ticks: user, system, and both of the children that ended. */
function timesOf(pid: number): number[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).map(Number);
}
