import { parse } from "yaml";
import { z } from "zod";
import { parseTime } from "../../data/parse_time.ts";
import { durations } from "../../data/durations.ts";
import { messageOf } from "../../data/message_of.ts";
import { UserError } from "../../data/user_error.ts";
import { limitsSchema } from "../../research/runs/limits_schema.ts";

const time = z.union([z.string(), z.date()]).transform((value, context) => {
  const ts = value instanceof Date ? value.getTime() : parseTime(value);
  if (ts !== undefined) return ts;
  context.addIssue({ code: "custom", message: `"${value}" is not a date; write 2021-01-01` });
  return z.NEVER;
});

const deploymentSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, "use lower-case letters, digits, _ and -"),
  /** NAME, NAME@VERSION or NAME@HASH. */
  artefact: z.string().min(1),
  venue: z.literal("paper"),
  feed: z.literal("lake"),
  instruments: z.array(z.string().min(1)).min(1).superRefine((symbols, context) => {
    const twice = symbols.find((symbol, i) => symbols.indexOf(symbol) < i);
    if (twice === undefined) return;
    context.addIssue({ code: "custom", message: `"${twice}" is named twice; name each once` });
  }),
  /** Where several venues' recordings of an instrument are held. */
  recordedAt: z.string().optional(),
  timeframe: z.enum([...durations.keys()] as [string, ...string[]]),
  from: time.optional(),
  to: time.optional(),
  /** Starting cash, in quote currency. */
  capital: z.number().positive(),
  limits: limitsSchema.default({}),
});

/** An artefact bound to a venue, instruments and limits. */
export type Deployment = z.infer<typeof deploymentSchema>;

const fileSchema = z.strictObject({ deployments: z.array(deploymentSchema).min(1) });

/**
 * Reads a deployments file.
 *
 * @throws UserError naming the file, the field and what is wrong with it.
 */
export function readDeployments(file: string): Deployment[] {
  let value: unknown;
  try {
    value = parse(Deno.readTextFileSync(file));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new UserError(`No deployments file "${file}"; check the path`);
    }
    const reason = messageOf(error).split("\n")[0];
    throw new UserError(`Cannot read the deployments "${file}": ${reason}`);
  }
  const result = fileSchema.safeParse(value);
  if (!result.success) {
    const { path, message } = result.error.issues[0]!;
    const where = path.length === 0 ? "the whole file" : path.join(".");
    const what = message.endsWith("received undefined") ? "it is missing" : message;
    throw new UserError(`Cannot read the deployments "${file}": ${where}: ${what}`);
  }
  const { deployments } = result.data;
  const names = deployments.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice === undefined) return deployments;
  throw new UserError(
    `Cannot read the deployments "${file}": "${twice}" is named twice; name each once`,
  );
}
