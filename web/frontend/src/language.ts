/** The words of the map, Vietnamese and English. The page's `lang` attribute says which. */

import type { Bilingual } from "./catalog";
import { filled } from "./filling";

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
  features: ["{0} đối tượng", "{0} {0:feature|features}"],
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
  searchLabel: ["Tìm thửa đất, địa chỉ, đường, xã phường, tọa độ", "Find a parcel, address, street, commune or coordinates"],
  searchPlaceholder: ["Tìm thửa đất, địa chỉ, tọa độ…", "Find a parcel, address, coordinates…"],
  searchClear: ["Xóa ô tìm", "Clear the search"],
  searchResults: ["Kết quả tìm", "Results"],
  searchWaiting: ["Đang tìm…", "Searching…"],
  searchHint: [
    "Gõ số tờ và số thửa (tờ 12 thửa 45, hoặc 12/45), địa chỉ, tên đường, tên xã phường cũ hay mới, hoặc tọa độ. Không cần dấu.",
    "Type sheet and parcel number (tờ 12 thửa 45, or 12/45), an address, a street, a commune by its old or new name, or coordinates. Accents may be left out.",
  ],
  searchRecent: ["Đã tìm gần đây", "Recent searches"],
  searchForget: ["Xóa các tìm kiếm gần đây", "Clear recent searches"],
  searchMore: ["Xem thêm kết quả", "Show more results"],
  searchCount: ["{0} kết quả.", "Results: {0}."],
  searchNothing: ["Không tìm thấy “{0}”.", "Nothing was found for “{0}”."],
  searchNothingHint: [
    "Hãy thử chỉ gõ số tờ và số thửa (12/45), tên đường, hoặc tên xã phường.",
    "Try only the sheet and parcel number (12/45), the street, or the commune.",
  ],
  searchTooLong: ["Nội dung tìm quá dài.", "This is too long to search for."],
  searchTooLongHint: ["Nhiều nhất {0} ký tự.", "At most {0} characters."],
  searchFailed: ["Chưa tìm được: máy chủ không trả lời.", "The search did not answer."],
  searchFailedHint: ["Bản đồ vẫn dùng được. Hãy thử lại sau ít phút.", "The map still works. Try again in a moment."],
  searchOffline: ["Không có kết nối mạng.", "There is no connection."],
  searchOfflineHint: ["Sẽ tự tìm khi có mạng trở lại.", "The search goes on when it is back."],
  kindParcel: ["Thửa đất", "Parcels"],
  kindAddress: ["Địa chỉ", "Addresses"],
  kindStreet: ["Đường phố", "Streets"],
  kindCommune: ["Xã, phường", "Communes"],
  kindFormerCommune: ["Xã, phường trước 01/7/2025", "Communes before 1 July 2025"],
  kindProvince: ["Tỉnh, thành phố", "Provinces"],
  kindPlan: ["Quy hoạch", "Plans"],
  kindFeature: ["Đối tượng khác", "Other features"],
  kindCoordinate: ["Tọa độ", "Coordinates"],
  nothingHere: ["Chưa có đối tượng nào của bản đồ tại vị trí này.", "The map has no feature at this place."],
  parcelName: ["Tờ {0}, thửa {1}", "Sheet {0}, parcel {1}"],
  communeNow: ["Xã, phường hiện nay", "Commune today"],
  communeAtSurvey: ["Khi đo đạc", "When it was surveyed"],
  communeWithCode: ["{0} (mã xã {1})", "{0} (code {1})"],
  communeUnknown: ["Chưa xác định được", "Not known"],
  zoningOfParcel: ["Quy hoạch trên thửa đất này", "What is planned on this parcel"],
  zoningWaiting: ["Đang tra quy hoạch…", "Looking up the plans…"],
  zoningMissing: ["Hiện chưa tra được quy hoạch của thửa đất này.", "The plans for this parcel can't be looked up right now."],
  zoningNone: ["Chưa có quy hoạch nào phủ lên thửa đất này.", "No plan covers this parcel."],
  zoningUncovered: ["Chưa có quy hoạch", "Not covered by a plan"],
  asOf: ["Tra cứu ngày {0}", "As of {0}"],
  basis: ["Căn cứ", "By which plan"],
  decision: ["Quyết định {0}", "Decision {0}"],
  decisionOf: ["Quyết định {0} ngày {1}", "Decision {0} of {1}"],
  lot: ["Lô {0}", "Lot {0}"],
  overlapHint: [
    "Các lô quy hoạch chồng lên nhau tại đây: cần hỏi cơ quan quản lý quy hoạch.",
    "Zones of the plan overlap here: the planning authority has to say which applies.",
  ],
  byPlan: ["Hồ sơ quy hoạch {0}", "Plan file {0}"],
  density: ["Mật độ xây dựng", "Building density"],
  storeys: ["Tầng cao", "Storeys"],
  floorAreaRatio: ["Hệ số sử dụng đất", "Floor-area ratio"],
  atMost: ["tối đa {0}", "at most {0}"],
  storeysValue: ["{0} tầng", "{0} {0:storey|storeys}"],
  ratioValue: ["{0} lần", "{0}"],
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
  return filled(text, values);
}

/** A title from the catalog; the other language stands in where one is missing. */
export function titleIn(language: Language, title: Bilingual): string {
  return language === "en" ? title.en || title.vi : title.vi || title.en;
}

export function title(text: Bilingual): string {
  return titleIn(pageLanguage(), text);
}
