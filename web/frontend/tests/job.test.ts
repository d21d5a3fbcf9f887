import { beforeEach, expect, test } from "vitest";
import { hasEnded, importedFiles, type JobDocument } from "../src/job/contract";
import { pause } from "../src/job/follow";
import { duration, moment, say, stateWord } from "../src/job/words";

const job = (changes: Partial<JobDocument>): JobDocument =>
  ({ kind: "import", state: "running", ended_at: null, result: null, ...changes }) as JobDocument;

beforeEach(() => {
  globalThis.document = { documentElement: { lang: "vi" } } as unknown as Document;
});

test("a server that doesn't answer is asked less and less often", () => {
  expect([0, 1, 2, 3, 4, 5, 9].map(pause)).toEqual([1000, 1000, 2000, 4000, 8000, 15_000, 15_000]);
});

test.each([
  [0, "0 giây"],
  [59.4, "59 giây"],
  [75, "1 phút 15 giây"],
  [3600 * 2 + 61, "2 giờ 1 phút"],
  [-3, "0 giây"],
])("%s seconds are said as %s", (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

test("a moment of another day says its day", () => {
  const now = new Date(2026, 10, 24, 12, 0, 0);
  expect(moment(new Date(2026, 10, 24, 9, 5, 7).toISOString(), now)).toBe("09:05:07");
  expect(moment(new Date(2026, 10, 3, 9, 5, 7).toISOString(), now)).toBe("09:05:07 ngày 03/11/2026");
});

test("a running job that was told to stop is stopping, an ended one is not", () => {
  expect([stateWord("running", true), stateWord("running", false), stateWord("cancelled", true)]).toEqual([
    "stopping",
    "running",
    "cancelled",
  ]);
});

test("only an import's result is read as files", () => {
  expect(importedFiles(job({ result: { files: [] } }))).toEqual([]);
  expect(importedFiles(job({ kind: "other", result: { files: [] } }))).toBeNull();
  expect(importedFiles(job({ result: "done" }))).toBeNull();
  expect([hasEnded(job({})), hasEnded(job({ ended_at: "2026-11-24T00:00:00Z" }))]).toEqual([false, true]);
});

test("values are filled in", () => {
  expect(say("attemptsCrashed", "2", "1")).toBe("2 (tiến trình chết đột ngột 1 lần)");
});
