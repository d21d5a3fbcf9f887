import { expect, test } from "vitest";
import { inside } from "../src/style/names";

test("a name lies inside a crescent, not in its mouth", () => {
  const crescent = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 9], [8, 9], [8, 1], [0, 1], [0, 0]];
  const [x = 0, y = 0] = inside(crescent);
  expect(x > 8 && x < 10 && y > 1 && y < 9).toBe(true);
});

test("a name lies in the middle of a square", () => {
  expect(inside([[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]])).toEqual([2, 2]);
});
