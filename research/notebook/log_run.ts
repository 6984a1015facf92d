/** Names the file in which a headless execution wants the ids of the runs that a notebook made. */
export const RUN_LOG = "TAPEOUT_RUN_LOG";

/** Tells the execution that this kernel belongs to, where there is one, that a run was saved. */
export function logRun(runId: string): void {
  const file = Deno.env.get(RUN_LOG);
  if (file) Deno.writeTextFileSync(file, `${runId}\n`, { append: true });
}
