import { fileURLToPath } from "node:url";
import { repository } from "../helpers.ts";

/** The folder of real files beside the repository. */
export const sharedData: string = fileURLToPath(new URL("../shared/data/", repository));

const present = exists(sharedData);

/** A test that needs the folder of real files, and says so where it is skipped. */
export function sharedDataTest(name: string, action: () => Promise<void> | void): void {
  Deno.test({
    name: present ? name : `${name} (skipped: there is no ../shared/data)`,
    ignore: !present,
    fn: async () => await action(),
  });
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
