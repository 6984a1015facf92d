/** A run's name: its time to the millisecond, the strategy, and four letters of chance against a tie. */
export function makeRunId(strategy: string, now: number, chance: Uint8Array): string {
  const time = new Date(now).toISOString().replace(/[-:.Z]/g, "").replace("T", "-");
  const tail = [...chance.subarray(0, 2)].map((byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
  return `${time}-${strategy}-${tail}`;
}
