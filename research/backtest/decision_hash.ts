import { createHash } from "node:crypto";

/** The decision hash: SHA-256, hex, over decisions in canonical form, each ended by a line feed. */
export function hashDecisions(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
