"""Jobs: work in the background."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    "E-JOB-01": ErrorText(
        "There is no job {id}.", "Check the address; ./dothi jobs list shows what there is.",
        "Không có tác vụ {id}.", "Hãy kiểm tra địa chỉ; xem danh sách bằng ./dothi jobs list.",
    ),
    "E-JOB-02": ErrorText(
        "There is no kind of job {kind}.", "It was asked for by another version of dothi; ask for the work anew.",
        "Không có loại tác vụ {kind}.", "Tác vụ do phiên bản dothi khác tạo; hãy yêu cầu lại.",
    ),
    "E-JOB-03": ErrorText(
        "The job was cancelled.", "Nothing was changed; ./dothi jobs retry starts it anew.",
        "Tác vụ đã bị hủy.", "Dữ liệu không thay đổi; chạy lại bằng ./dothi jobs retry.",
    ),
    "E-JOB-04": ErrorText(
        "The job took longer than its limit of {seconds} s and was stopped.",
        "Nothing was changed; split the work and try again.",
        "Tác vụ vượt giới hạn {seconds} giây nên đã bị dừng.",
        "Dữ liệu không thay đổi; hãy chia nhỏ công việc rồi thử lại.",
    ),
    "E-JOB-05": ErrorText(
        "The job's worker died {crashes} {crashes:time|times} without a word (killed, out of memory, or a crash).",
        "Nothing was changed; see var/log/jobs-*.log, free memory or split the work, then ./dothi jobs retry.",
        "Tiến trình chạy tác vụ đã chết đột ngột {crashes} lần (bị tắt, hết bộ nhớ hoặc lỗi chương trình).",
        "Dữ liệu không thay đổi; hãy xem var/log/jobs-*.log, giải phóng bộ nhớ hoặc chia nhỏ công việc, rồi ./dothi jobs retry.",
    ),
    "E-JOB-06": ErrorText(
        "The job failed unexpectedly: {reason}.", "Please report it with {log}; ./dothi jobs retry starts it anew.",
        "Tác vụ gặp lỗi ngoài dự kiến: {reason}.", "Hãy báo lỗi kèm {log}; chạy lại bằng ./dothi jobs retry.",
    ),
    "E-JOB-07": ErrorText(
        "The job's result can't be kept: {reason}.", "This is a mistake in the kind {kind}; please report it.",
        "Không lưu được kết quả của tác vụ: {reason}.", "Đây là lỗi của loại tác vụ {kind}; hãy báo lỗi.",
    ),
    "E-JOB-08": ErrorText(
        "The job has ended already ({state}).", "There is nothing left to cancel.",
        "Tác vụ đã kết thúc ({state}).", "Không còn gì để hủy.",
    ),
    "E-JOB-09": ErrorText(
        "The job has not ended yet ({state}).", "Cancel it first, or wait for its end.",
        "Tác vụ chưa kết thúc ({state}).", "Hãy hủy trước, hoặc chờ tác vụ kết thúc.",
    ),
    "E-JOB-10": ErrorText(
        "The job's worker is being stopped.", "The job waits for the next worker and starts from its beginning.",
        "Tiến trình chạy tác vụ đang được dừng.", "Tác vụ chờ tiến trình khác và sẽ chạy lại từ đầu.",
    ),
    "E-JOB-11": ErrorText(
        "The job was given to another worker, because this one had not been heard of.",
        "Nothing is to be done; the other worker carries on.",
        "Tác vụ đã được giao cho tiến trình khác vì tiến trình này không phản hồi.",
        "Không cần làm gì; tiến trình kia sẽ tiếp tục.",
    ),
}
