import assert from "node:assert/strict";
import { basename, dirname } from "node:path";
import {
  commitFiles,
  commitFolder,
  makeFolder,
  stageFile,
} from "../../../data/storage/staged_files.ts";
import { inTempDir } from "../helpers.ts";

/** What an action asks of the disk, in order: "sync a", "rename .a a", by the last parts of paths. */
async function asksOfDisk(action: () => Promise<void> | void): Promise<string[]> {
  const asked: string[] = [];
  const { openSync, renameSync } = Deno;
  Deno.openSync = (path, options) => {
    const file = openSync(path, options);
    const sync = file.syncSync.bind(file);
    file.syncSync = () => {
      asked.push(`sync ${basename(String(path))}`);
      sync();
    };
    return file;
  };
  Deno.renameSync = (from, to) => {
    asked.push(`rename ${basename(String(from))} ${basename(String(to))}`);
    renameSync(from, to);
  };
  try {
    await action();
    return asked;
  } finally {
    Object.assign(Deno, { openSync, renameSync });
  }
}

Deno.test("commitFolder has every file and the folder on the disk before its name appears", () =>
  inTempDir(async (dir) => {
    const [temporary, path] = [`${dir}/.staged`, `${dir}/done`];
    const asked = await asksOfDisk(() => {
      makeFolder(temporary);
      for (const name of ["a", "b"]) Deno.writeTextFileSync(`${temporary}/${name}`, name);
      commitFolder(temporary, path);
    });
    assert.deepEqual(asked.slice(1, 3).sort(), ["sync a", "sync b"]);
    const parent = `sync ${basename(dir)}`;
    assert.deepEqual(asked.toSpliced(1, 2), [
      parent,
      "sync .staged",
      "rename .staged done",
      parent,
    ]);
    assert.equal(Deno.readTextFileSync(`${path}/b`), "b");
  }));

Deno.test("makeFolder syncs the folder above each one that it makes, and no other", () =>
  inTempDir(async (dir) => {
    const top = `sync ${basename(dir)}`;
    assert.deepEqual(await asksOfDisk(() => makeFolder(`${dir}/a/b/c`)), [
      top,
      "sync a",
      "sync b",
    ]);
    assert.deepEqual(await asksOfDisk(() => makeFolder(`${dir}/a/b/d`)), ["sync b"]);
    assert.deepEqual(await asksOfDisk(() => makeFolder(`${dir}/a/b/d`)), []);
    Deno.writeTextFileSync(`${dir}/file`, "");
    assert.throws(() => makeFolder(`${dir}/file`));
    assert.throws(() => makeFolder(`${dir}/file/below`));
  }));

Deno.test("stageFile and commitFiles sync the file, then rename it, then sync its folder", () =>
  inTempDir(async (dir) => {
    const path = `${dir}/new/file`;
    const asked = await asksOfDisk(async () => {
      commitFiles([await stageFile(path, (temporary) => Deno.writeTextFile(temporary, "text"))]);
    });
    assert.deepEqual(asked, [
      `sync ${basename(dir)}`,
      "sync .file.tmp",
      "rename .file.tmp file",
      `sync ${basename(dirname(path))}`,
    ]);
  }));
