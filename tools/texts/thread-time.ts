/** How long this thread itself has worked: what else a machine does meanwhile counts for nothing. */

/** Milliseconds of this thread's own time. */
export function threadTime(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
