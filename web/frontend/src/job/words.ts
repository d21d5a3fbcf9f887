/** The words of a job's page. */

import { filled } from "../filling";
import { type Language, pageLanguage } from "../language";
import type { State } from "./contract";

const WORDS = {
  queued: ["Đang chờ", "Waiting"],
  running: ["Đang chạy", "Running"],
  stopping: ["Đang dừng", "Stopping"],
  succeeded: ["Hoàn thành", "Done"],
  failed: ["Không thành công", "Failed"],
  cancelled: ["Đã hủy", "Cancelled"],
  inLine: ["Tác vụ sẽ bắt đầu ngay khi có tiến trình rảnh.", "It starts as soon as a worker is free."],
  beginning: ["Đang bắt đầu…", "Starting…"],
  willStop: ["Đã yêu cầu dừng. Tác vụ dừng trong vài giây.", "It was told to stop and does so within seconds."],
  nothingChanged: ["Dữ liệu không thay đổi.", "No data was changed."],
  noWorker: ["Chưa có tiến trình nào để chạy tác vụ này.", "No worker is running."],
  noWorkerHint: [
    "Tác vụ vẫn được giữ và sẽ chạy khi máy chủ được khởi động (./dothi serve).",
    "The job is kept, and starts once the server runs (./dothi serve).",
  ],
  unreachable: ["Không kết nối được với máy chủ.", "The server can't be reached."],
  unreachableHint: [
    "Tác vụ không bị ảnh hưởng. Trang tự cập nhật khi có kết nối lại.",
    "The job goes on. This page follows again by itself.",
  ],
  gone: ["Tác vụ này không còn nữa.", "This job is gone."],
  cancel: ["Hủy tác vụ", "Cancel the job"],
  cancelling: ["Đang hủy…", "Cancelling…"],
  cancelFailed: ["Chưa hủy được. Hãy thử lại.", "It could not be cancelled. Try again."],
  progress: ["Tiến độ", "Progress"],
  log: ["Nhật ký", "Log"],
  result: ["Kết quả", "Result"],
  noLog: ["Chưa có dòng nào.", "Nothing yet."],
  whatHappened: ["Việc gì đã xảy ra", "What happened"],
  code: ["Mã để báo khi cần trợ giúp:", "Code to quote when asking for help:"],
  requested: ["Yêu cầu lúc", "Asked for"],
  started: ["Bắt đầu lúc", "Started"],
  ended: ["Kết thúc lúc", "Ended"],
  took: ["Thời gian chạy", "Took"],
  running_for: ["Đã chạy", "Running for"],
  attempts: ["Số lần chạy", "Attempts"],
  attemptsCrashed: ["{0} (tiến trình chết đột ngột {1} lần)", "{0} ({1} ended without a word)"],
  id: ["Mã tác vụ", "Job"],
  about: ["Chi tiết", "Details"],
  read: ["đã đọc", "read"],
  imported: ["đã nhập", "imported"],
  repaired: ["đã sửa", "repaired"],
  rejected: ["bị loại", "rejected"],
  tried: ["sẽ nhập được", "would be imported"],
  dryRun: ["Làm thử: dữ liệu không thay đổi.", "Dry run: nothing was changed."],
  file: ["Tệp", "File"],
  systems: ["Hệ tọa độ", "Coordinates"],
  text: ["Bảng mã chữ", "Text encoding"],
  keptAs: ["{0}, lưu theo {1}", "{0}, kept as {1}"],
  findings: ["Các phát hiện", "Findings"],
  noFindings: ["Không có gì cần lưu ý.", "Nothing to note."],
  error: ["Lỗi", "Error"],
  warning: ["Cảnh báo", "Warning"],
  note: ["Ghi chú", "Note"],
  count: ["Số đối tượng", "Features"],
  finding: ["Nội dung", "What was found"],
  undone: ["Đã hoàn tác", "Undone"],
  removed: ["đã gỡ khỏi lớp", "taken out"],
  restored: ["đã trả lại như trước", "as they were"],
  returned: ["đã đưa trở lại", "brought back"],
  leftAlone: ["giữ nguyên vì đã sửa sau", "left, as changed since"],
  runPage: ["Trang của lần nhập", "The run's page"],
  openRun: ["Xem lần hoàn tác", "See the undoing"],
  openMap: ["Xem trên bản đồ", "See it on the map"],
  openLayer: ["Mở lớp dữ liệu", "Open the layer"],
  seconds: ["{0} giây", "{0} s"],
  minutes: ["{0} phút {1} giây", "{0} min {1} s"],
  hours: ["{0} giờ {1} phút", "{0} h {1} min"],
} as const satisfies Record<string, readonly [vi: string, en: string]>;

export type JobWord = keyof typeof WORDS;

export function say(word: JobWord, ...values: string[]): string {
  const text: string = WORDS[word][pageLanguage() === "en" ? 1 : 0];
  return filled(text, values);
}

/** What a job's state is called; one that was told to stop and hasn't yet is stopping. */
export function stateWord(state: State, toldToStop: boolean): JobWord {
  return state === "running" && toldToStop ? "stopping" : state;
}

/** 75 -> "1 phút 15 giây". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return say("seconds", String(whole));
  if (whole < 3600) return say("minutes", String(Math.floor(whole / 60)), String(whole % 60));
  return say("hours", String(Math.floor(whole / 3600)), String(Math.floor((whole % 3600) / 60)));
}

/** The clock of a moment, with its day where that isn't today. */
export function moment(text: string, now = new Date()): string {
  const time = new Date(text);
  const language: Language = pageLanguage();
  const two = (value: number): string => String(value).padStart(2, "0");
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(":");
  if (time.toDateString() === now.toDateString()) return clock;
  const day = `${two(time.getDate())}/${two(time.getMonth() + 1)}/${time.getFullYear()}`;
  return language === "en" ? `${day}, ${clock}` : `${clock} ngày ${day}`;
}
