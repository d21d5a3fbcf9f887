"""Files that are read."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    # Files
    "E-FILE-01": ErrorText(
        "There is no file {path}.", "Check the path.",
        "Không có tệp {path}.", "Hãy kiểm tra đường dẫn.",
    ),
    "E-FILE-02": ErrorText(
        "{name} is none of the formats that can be read ({formats}): {reason}.",
        "Export it again from the program it came from, or convert it to GeoPackage.",
        "{name} không thuộc các định dạng đọc được ({formats}): {reason}.",
        "Hãy xuất lại từ phần mềm gốc hoặc chuyển sang GeoPackage.",
    ),
    "E-FILE-03": ErrorText(
        "{name} is damaged or cut off: {reason}.", "Copy or export the file again, with all its parts.",
        "{name} bị hỏng hoặc bị cắt cụt: {reason}.", "Hãy sao chép hoặc xuất lại đủ các tệp thành phần.",
    ),
    "E-FILE-04": ErrorText(
        "{name} holds no features.", "Check that the right file or layer was chosen.",
        "{name} không có đối tượng nào.", "Hãy kiểm tra đã chọn đúng tệp hoặc lớp.",
    ),
    "E-FILE-05": ErrorText(
        "Reading {name} was stopped: {reason}.",
        "Nothing was changed. Split the file, or raise the limit {setting}.",
        "Việc đọc {name} đã bị dừng: {reason}.",
        "Dữ liệu không thay đổi. Hãy chia nhỏ tệp hoặc nâng giới hạn {setting}.",
    ),
    "E-FILE-06": ErrorText(
        "{name} holds several layers: {layers}.", "Say which one with --source-layer NAME.",
        "{name} có nhiều lớp: {layers}.", "Hãy chỉ rõ lớp bằng --source-layer TÊN.",
    ),
    "E-FILE-07": ErrorText(
        "{name} has no layer {layer}; it has {layers}.", "Choose one of these with --source-layer NAME.",
        "{name} không có lớp {layer}; các lớp hiện có: {layers}.", "Hãy chọn một lớp bằng --source-layer TÊN.",
    ),
    "E-FILE-08": ErrorText(
        "The table {name} has no coordinates: no WKT or GeoJSON column and no pair of coordinate columns among {columns}.",
        "Name the columns x and y, lon and lat, or geometry, and import it again.",
        "Bảng {name} không có tọa độ: không thấy cột WKT, GeoJSON hay cặp cột tọa độ trong {columns}.",
        "Hãy đặt tên cột là x và y, lon và lat, hoặc geometry rồi nhập lại.",
    ),
    "E-FILE-09": ErrorText(
        "{name} may not be read by the account this runs under.", "Change its permissions, or copy it elsewhere.",
        "Tài khoản đang chạy không có quyền đọc {name}.", "Hãy đổi quyền truy cập hoặc sao chép tệp sang nơi khác.",
    ),
    "E-FILE-10": ErrorText(
        "{name} carries a secrecy mark (Mật, Tối mật or Tuyệt mật) and was not read in.",
        "Nothing of it was kept. State secrets don't belong in this system; keep the file under the Law on Protection of State "
        "Secrets 29/2018/QH14, on the agency's own system for secrets. If the mark is a mistake, have it taken off first.",
        "{name} có dấu độ mật (Mật, Tối mật hoặc Tuyệt mật) nên không được nhập.",
        "Hệ thống không giữ lại nội dung nào. Bí mật nhà nước không được đưa vào hệ thống này; hãy lưu giữ tệp theo Luật Bảo vệ "
        "bí mật nhà nước 29/2018/QH14, trên hệ thống dành riêng của cơ quan. Nếu ghi nhầm dấu mật, hãy bỏ dấu trước khi nhập.",
    ),
    "E-FILE-11": ErrorText(
        "None of the layers of {name} holds features: {layers}.",
        "It is perhaps an empty template. Check that the right file was chosen.",
        "Không lớp nào trong {name} có đối tượng: {layers}.",
        "Có thể đây là tệp mẫu còn trống. Hãy kiểm tra đã chọn đúng tệp.",
    ),
    "E-FILE-12": ErrorText(
        "The archive {name} was not unpacked any further: {reason}.",
        "Unpack it yourself and import what is in it, or raise the limit {setting}.",
        "Tệp nén {name} không được giải nén tiếp: {reason}.",
        "Hãy tự giải nén rồi nhập dữ liệu bên trong, hoặc nâng giới hạn {setting}.",
    ),
    "E-FILE-13": ErrorText(
        "The archive {name} has an entry that leads out of it: {entry}.",
        "Pack the files again, with plain names and without links.",
        "Tệp nén {name} có mục trỏ ra ngoài: {entry}.",
        "Hãy nén lại các tệp bằng tên thường, không dùng liên kết.",
    ),
    "E-FILE-14": ErrorText(
        "{name} is protected by a password.", "Take the password off, or unpack it yourself and import what is in it.",
        "{name} được bảo vệ bằng mật khẩu.", "Hãy bỏ mật khẩu hoặc tự giải nén rồi nhập dữ liệu bên trong.",
    ),
    "E-FILE-15": ErrorText(
        "{name} holds nothing that can be read; what is in it: {found}.",
        "Check that the data are there with all their parts, and that archives are packed no more than twice.",
        "{name} không có dữ liệu nào đọc được; bên trong có: {found}.",
        "Hãy kiểm tra dữ liệu đã đủ các tệp thành phần và không nén lồng quá hai lần.",
    ),
    "E-FILE-16": ErrorText(
        "The XML document {name} declares a document type or entities and was not read: they can name other files, or "
        "unfold without end.",
        "Export it again without a DOCTYPE.",
        "Tệp XML {name} có khai báo kiểu tài liệu hoặc thực thể nên không được đọc: khai báo này có thể trỏ đến tệp khác "
        "hoặc làm nội dung phình ra vô hạn.",
        "Hãy xuất lại tệp, không có DOCTYPE.",
    ),
    "E-FILE-17": ErrorText(
        "{name} holds no data of its own: it is a view of other MapInfo tables, or shows a picture.",
        "Save it in MapInfo as a table of its own (Save Copy As) and give that, with all its parts.",
        "{name} không chứa dữ liệu: đây là khung nhìn của các bảng MapInfo khác hoặc là ảnh.",
        "Trong MapInfo, hãy lưu thành bảng riêng (Save Copy As) rồi nhập bảng đó cùng đủ các tệp thành phần.",
    ),
    "N-FILE-01": ErrorText(
        "Curves were made straight, no farther than {tolerance} mm from the arc.", "",
        "Đường cong đã được chuyển thành đường gấp khúc, lệch so với cung không quá {tolerance} mm.", "",
    ),
    "E-FILE-20": ErrorText(
        "{name} is protected by a password.", "Open it, take the password off, and save it again.",
        "{name} được bảo vệ bằng mật khẩu.", "Hãy mở tệp, bỏ mật khẩu rồi lưu lại.",
    ),
    "E-FILE-22": ErrorText(
        "{name} breaks the rules of its format: {reason}.", "Correct it in the program it came from, and export it again.",
        "{name} sai quy cách của định dạng: {reason}.", "Hãy sửa trong phần mềm gốc rồi xuất lại.",
    ),
    "N-FILE-21": ErrorText(
        "Things of the city model that are no buildings were left out.", "",
        "Các đối tượng không phải công trình trong mô hình thành phố không được lấy.", "",
    ),
    "W-FILE-23": ErrorText(
        "Cells of the sheet hold an error (#N/A, #REF! …) and count as empty.",
        "Mend the formulas in the spreadsheet if these values matter.",
        "Có ô trong trang tính báo lỗi (#N/A, #REF! …) nên được coi là trống.",
        "Nếu cần các giá trị này, hãy sửa công thức trong bảng tính.",
    ),
    "W-FILE-24": ErrorText(
        "Parcels of the list of corner points have fewer than three different points and get no geometry.",
        "Complete the points of these parcels in the list.",
        "Có thửa trong bảng tọa độ góc ranh có ít hơn ba điểm khác nhau nên không có hình.",
        "Hãy bổ sung đủ điểm góc cho các thửa này.",
    ),
    "W-FILE-25": ErrorText(
        "Cells of the sheet hold a formula that was never computed and count as empty.",
        "Open the spreadsheet in its program, let it compute, and save it.",
        "Có ô trong trang tính chứa công thức chưa được tính nên được coi là trống.",
        "Hãy mở bảng tính bằng phần mềm gốc, để tính lại rồi lưu.",
    ),
    "W-FILE-27": ErrorText(
        "Buildings break rules of CityGML (ids that XML doesn't allow, values outside its lists) and were taken as they are.",
        "Have the model checked where it came from.",
        "Có công trình sai quy tắc CityGML (mã không hợp lệ trong XML, giá trị ngoài danh mục) và được lấy nguyên như nguồn.",
        "Hãy kiểm tra lại mô hình ở nơi lập.",
    ),
    "E-FILE-26": ErrorText(
        "Rows name streets that {layer} doesn't have: {streets}.",
        "Correct these names in the list, or add the streets to the layer.",
        "Có dòng ghi tên đường không có trong lớp {layer}: {streets}.",
        "Hãy sửa tên đường trong danh sách hoặc bổ sung đường vào lớp.",
    ),
    "E-FILE-27": ErrorText(
        "Rows have a street and no number, so they can't be placed along it.", "Add the numbers of houses or poles.",
        "Có dòng ghi tên đường nhưng không có số nên không đặt được vị trí.", "Hãy bổ sung số nhà hoặc số cột.",
    ),
    "N-FILE-28": ErrorText(
        "Features were placed along the streets of {layer}; their position is estimated.",
        "Check each on the map and set its position quality to confirmed.",
        "Đối tượng được đặt dọc theo các đường của lớp {layer}; vị trí chỉ là ước tính.",
        "Hãy kiểm tra trên bản đồ rồi đổi độ tin cậy vị trí thành đã xác nhận.",
    ),
    "E-FILE-29": ErrorText(
        "{name} can't be placed along {layer}: that takes a layer of lines, and columns with the street and the number of "
        "the house or pole; there are {columns}.",
        "Name the columns ten_duong and so_nha or so_cot, and give a layer of streets.",
        "Không đặt được {name} dọc theo {layer}: cần một lớp đường và các cột tên đường, số nhà hoặc số cột; tệp có {columns}.",
        "Hãy đặt tên cột là ten_duong và so_nha hoặc so_cot, và chọn một lớp tuyến đường.",
    ),
}
