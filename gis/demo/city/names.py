"""Names as Vietnamese cities bear them: streets, species, places. Which street bears which name is made up."""

STREETS = tuple(
    name.strip()
    for name in """
    Trần Hưng Đạo, Lê Lợi, Nguyễn Trãi, Lý Thường Kiệt, Nguyễn Huệ, Quang Trung, Hai Bà Trưng, Bà Triệu,
    Phan Bội Châu, Phan Chu Trinh, Nguyễn Du, Lê Thánh Tôn, Nguyễn Thị Minh Khai, Điện Biên Phủ, Lê Duẩn,
    Trường Chinh, Hoàng Văn Thụ, Nguyễn Văn Cừ, Lê Hồng Phong, Trần Phú, Hà Huy Tập, Nguyễn Văn Linh,
    Phạm Hùng, Tôn Đức Thắng, Võ Văn Kiệt, Võ Nguyên Giáp, Lê Quý Đôn, Nguyễn Bỉnh Khiêm, Chu Văn An,
    Ngô Quyền, Đinh Tiên Hoàng, Lê Hoàn, Lý Thái Tổ, Trần Nhân Tông, Trần Quang Khải, Phạm Ngũ Lão,
    Yết Kiêu, Dã Tượng, Bùi Thị Xuân, Trần Quang Diệu, Ngô Thì Nhậm, Phan Huy Chú, Cao Bá Quát,
    Nguyễn Công Trứ, Nguyễn Khuyến, Trần Tế Xương, Hồ Xuân Hương, Đoàn Thị Điểm, Nguyễn Đình Chiểu,
    Phan Đình Phùng, Hoàng Hoa Thám, Nguyễn Thái Học, Trương Định, Nguyễn Trung Trực, Thủ Khoa Huân,
    Nguyễn Tri Phương, Hoàng Diệu, Tôn Thất Thuyết, Nguyễn Thiện Thuật, Trần Cao Vân, Thái Phiên,
    Huỳnh Thúc Kháng, Lương Văn Can, Nguyễn An Ninh, Võ Văn Tần, Nguyễn Thông, Bùi Hữu Nghĩa,
    Trịnh Hoài Đức, Lê Quang Định, Ngô Nhân Tịnh, Nguyễn Hữu Cảnh, Trần Thượng Xuyên, Dương Tử Giang,
    Lê Văn Sỹ, Nguyễn Văn Trỗi, Võ Thị Sáu, Trần Văn Ơn, Lý Tự Trọng, Kim Đồng, Lê Văn Tám, Tô Vĩnh Diện,
    Phan Đình Giót, Bế Văn Đàn, La Văn Cầu, Cù Chính Lan, Nguyễn Viết Xuân, Trần Quốc Toản, Đặng Thùy Trâm,
    Xuân Diệu, Huy Cận, Tố Hữu, Nam Cao, Ngô Tất Tố, Vũ Trọng Phụng, Nguyễn Tuân, Tản Đà, Hàn Mặc Tử,
    Lưu Trọng Lư, Văn Cao, Trịnh Công Sơn, Phạm Ngọc Thạch, Tôn Thất Tùng, Đặng Văn Ngữ, Hồ Đắc Di,
    Lương Định Của, Trần Đại Nghĩa, Tạ Quang Bửu, Nguyễn Xiển, Đào Duy Anh, Nguyễn Văn Tố, Phan Kế Bính,
    Lương Thế Vinh, Vũ Hữu, Lê Hữu Trác, Tuệ Tĩnh, Mạc Đĩnh Chi, Nguyễn Hiền, Phùng Khắc Khoan,
    Đặng Tất, Đặng Dung, Nguyễn Cảnh Chân, Lê Lai, Nguyễn Xí, Trần Nguyên Hãn, Đinh Liệt, Lê Ngân,
    Triệu Quang Phục, Lý Nam Đế, Mai Thúc Loan, Phùng Hưng, Khúc Thừa Dụ, Dương Đình Nghệ, Ngô Gia Tự,
    Nguyễn Đức Cảnh, Phan Đăng Lưu, Nguyễn Phong Sắc, Châu Văn Liêm, Lê Thị Riêng, Nguyễn Thị Định,
    Út Tịch, Mẹ Suốt, Nguyễn Thị Tồn, Hồ Văn Đại, Nguyễn Thành Phương, Lê Nguyên Đạt, Nguyễn Thị Giang,
    Trần Minh Trí, Phạm Văn Khoai, Hồ Hòa, Lê A, Nguyễn Văn Hoa, Phạm Thị Nghĩa, Dương Bạch Mai
    """.replace("\n", " ").split(",")
)

STREET_TREES = (
    ("Dầu rái", "Dipterocarpus alatus"),
    ("Sao đen", "Hopea odorata"),
    ("Bằng lăng", "Lagerstroemia speciosa"),
    ("Phượng vĩ", "Delonix regia"),
    ("Lim xẹt", "Peltophorum pterocarpum"),
    ("Giáng hương", "Pterocarpus macrocarpus"),
    ("Viết", "Mimusops elengi"),
    ("Muồng hoàng yến", "Cassia fistula"),
    ("Bàng Đài Loan", "Terminalia mantaly"),
    ("Me chua", "Tamarindus indica"),
    ("Lộc vừng", "Barringtonia acutangula"),
    ("Kèn hồng", "Tabebuia rosea"),
)
"""Species common in the streets of Đồng Nai, with their scientific names."""

FORMER_COMMUNES = (
    ("26041", "Trung Dũng", (400_200.0, 1_210_900.0)),
    ("26023", "Quang Vinh", (399_200.0, 1_210_650.0)),
    ("26029", "Thống Nhất", (400_550.0, 1_209_850.0)),
    ("26011", "Bửu Long", (395_900.0, 1_212_300.0)),
    ("26050", "An Bình", (403_700.0, 1_207_700.0)),
    ("26065", "Hiệp Hòa", (400_300.0, 1_207_900.0)),
)
"""The six wards that became Trấn Biên on 1 July 2025: code then, name, a point (east, north) of the synthetic outline.
The code 26041 is Trấn Biên's today. The first three meet in the first centre."""


FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Phan")
MIDDLES = ("Văn", "Thị", "Minh", "Ngọc", "Thanh", "Quốc", "Hữu", "Đức", "Kim", "Thùy")
GIVEN = (
    "An", "Bảo", "Châu", "Dũng", "Đạt", "Giang", "Hà", "Hải", "Hạnh", "Hiếu", "Hương", "Khánh", "Lan", "Linh", "Long",
    "Mai", "Nam", "Nga", "Nhung", "Phúc", "Phương", "Quân", "Sơn", "Tâm", "Thảo", "Trang", "Trí", "Tuấn", "Vinh", "Yến",
)  # fmt: skip
SAMPLE = "(mẫu)"
"""What land users' names are put together from, and what stands behind each: nobody is meant."""
