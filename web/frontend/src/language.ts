/** The words of the map, Vietnamese and English. The page's `lang` attribute says which. */

import type { Bilingual } from "./catalog";

export type Language = "vi" | "en";

const WORDS = {
  layers: ["Lớp dữ liệu", "Layers"],
  layersHint: ["Chọn lớp để hiện trên bản đồ", "Choose what the map shows"],
  showLayers: ["Mở danh sách lớp dữ liệu", "Open the list of layers"],
  close: ["Đóng", "Close"],
  closePanel: ["Thu gọn bảng", "Collapse the panel"],
  backToLayers: ["Các lớp dữ liệu", "All layers"],
  zoomToLayer: ["Phóng tới lớp {0}", "Zoom to {0}"],
  zoomToFeature: ["Phóng tới", "Zoom to"],
  openRecord: ["Xem bản ghi", "Open the record"],
  copyLink: ["Chép liên kết", "Copy link"],
  linkCopied: ["Đã chép liên kết", "Link copied"],
  synthetic: ["Dữ liệu giả lập", "Synthetic data"],
  syntheticFeature: [
    "Dữ liệu giả lập để minh họa, không có giá trị pháp lý.",
    "Synthetic data for demonstration, without legal value.",
  ],
  syntheticVisible: ["Đang hiện dữ liệu giả lập", "Synthetic data is shown"],
  visibleFrom: ["Phóng to thêm để thấy lớp này", "Zoom in further to see this layer"],
  elsewhere: ["Nằm ngoài khung nhìn", "Outside the present view"],
  legendOf: ["Chú giải: {0}", "Legend: {0}"],
  legendMore: ["Xem đủ {0} loại", "Show all {0} classes"],
  legendLess: ["Thu gọn", "Show fewer"],
  otherValues: ["Loại khác", "Other"],
  features: ["{0} đối tượng", "{0} features"],
  noLayers: ["Chưa có lớp dữ liệu nào.", "There are no layers yet."],
  noLayersHint: ["Nhập tệp đầu tiên bằng lệnh ./dothi import.", "Import the first file with ./dothi import."],
  loadingMap: ["Đang tải bản đồ…", "Loading the map…"],
  loadingFeature: ["Đang tải thông tin…", "Loading…"],
  catalogFailed: ["Không tải được danh sách lớp dữ liệu.", "The list of layers could not be loaded."],
  catalogFailedHint: [
    "Dữ liệu vẫn an toàn. Kiểm tra kết nối rồi thử lại.",
    "No data is affected. Check the connection and try again.",
  ],
  tilesFailed: ["Một phần của lớp {0} chưa tải được.", "Part of the layer {0} could not be loaded."],
  featureFailed: ["Không tải được thông tin của đối tượng này.", "This feature could not be loaded."],
  featureGone: ["Đối tượng này không còn trong lớp dữ liệu.", "This feature is no longer in the layer."],
  offline: ["Mất kết nối mạng. Phần đã tải vẫn xem được.", "You are offline. What was loaded stays visible."],
  retry: ["Thử lại", "Try again"],
  noWebgl: ["Trình duyệt này không vẽ được bản đồ.", "This browser can't draw the map."],
  noWebglHint: [
    "Hãy bật tăng tốc đồ họa (WebGL) hoặc dùng trình duyệt khác. Dữ liệu vẫn có dạng bảng ở trang Dữ liệu mở.",
    "Turn on graphics acceleration (WebGL) or use another browser. The same data is listed under Open data.",
  ],
  locateRefused: ["Trình duyệt không cho biết vị trí của bạn.", "The browser did not give your position."],
  alsoHere: ["Cũng ở vị trí này", "Also at this place"],
  whatYouClicked: ["Tọa độ", "Coordinates"],
  coordinates: ["Tọa độ con trỏ, WGS 84", "Pointer coordinates, WGS 84"],
  latitudeNorth: ["B", "N"],
  latitudeSouth: ["N", "S"],
  longitudeEast: ["Đ", "E"],
  longitudeWest: ["T", "W"],
  yes: ["Có", "Yes"],
  no: ["Không", "No"],
  notGiven: ["Chưa có dữ liệu: {0}", "Not given: {0}"],
  sources: ["Nguồn dữ liệu", "Data sources"],
  mapLabel: ["Bản đồ", "Map"],
  mapHelp: [
    "Phím mũi tên để di chuyển, + và − để phóng, Enter để xem đối tượng ở giữa bản đồ.",
    "Arrow keys move the map, + and − zoom, Enter reads the feature at its centre.",
  ],
  nothingAtCentre: ["Không có đối tượng nào ở giữa bản đồ.", "There is no feature at the map's centre."],
  zoomIn: ["Phóng to", "Zoom in"],
  zoomOut: ["Thu nhỏ", "Zoom out"],
  locate: ["Vị trí của tôi", "My position"],
  locateUnavailable: ["Không xác định được vị trí", "Position not available"],
  wholeCity: ["Về {0}", "Back to {0}"],
  hoangSa: ["Quần đảo Hoàng Sa\n(Việt Nam)", "Hoàng Sa Archipelago\n(Việt Nam)"],
  truongSa: ["Quần đảo Trường Sa\n(Việt Nam)", "Trường Sa Archipelago\n(Việt Nam)"],
  eastSea: ["BIỂN ĐÔNG", "EAST SEA"],
} as const satisfies Record<string, readonly [vi: string, en: string]>;

export type Word = keyof typeof WORDS;

export function pageLanguage(): Language {
  return document.documentElement.lang.startsWith("en") ? "en" : "vi";
}

/** The word or sentence in the page's language, `{0}`, `{1}` filled in. */
export function say(word: Word, ...values: string[]): string {
  return sayIn(pageLanguage(), word, ...values);
}

export function sayIn(language: Language, word: Word, ...values: string[]): string {
  const text: string = WORDS[word][language === "en" ? 1 : 0];
  return text.replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? "");
}

/** A title from the catalog; the other language stands in where one is missing. */
export function titleIn(language: Language, title: Bilingual): string {
  return language === "en" ? title.en || title.vi : title.vi || title.en;
}

export function title(text: Bilingual): string {
  return titleIn(pageLanguage(), text);
}
