import { UserError } from "../user_error.ts";
import type { Seams } from "./seams.ts";
import { VenueFailure } from "./venue_failure.ts";

const attempts = 6;
const firstWaitMs = 1000;
/** A longer wish is a ban, and a user should hear of it rather than wait. */
const longestWaitMs = 300_000;

/**
 * Ask a venue until it answers: six times, waiting 1, 2, 4, 8 and 16 seconds between, or as long as
 * its `Retry-After` says.
 *
 * @throws {UserError} where none of the answers can be used, or it wants to be left alone for more
 * than five minutes.
 */
export async function withRetries<T>(
  venue: string,
  seams: Pick<Seams, "sleep" | "signal">,
  ask: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1;; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof VenueFailure)) throw error;
      const { message, retryAfterMs } = error;
      if (retryAfterMs !== undefined && retryAfterMs > longestWaitMs) {
        throw new UserError(
          `Cannot fetch from "${venue}": ${message}, and it asks to be left alone for ` +
            `${Math.ceil(retryAfterMs / 60_000)} minutes; run the same command after that`,
        );
      }
      if (attempt === attempts) {
        throw new UserError(
          `Cannot fetch from "${venue}": ${message}, ${attempts} times; ` +
            `try again when it is back`,
        );
      }
      await seams.sleep(retryAfterMs ?? firstWaitMs * 2 ** (attempt - 1), seams.signal);
    }
  }
}
