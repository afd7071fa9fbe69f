//! Lists for spreadsheets: comma-separated values (RFC 4180), every field quoted, and no field that a spreadsheet would run.

/// A list as a file: UTF-8 with the mark that Excel needs to see it, lines ended by CR LF.
pub fn file(rows: &[Vec<String>]) -> Vec<u8> {
    let lines: String = rows.iter().map(|row| line(row)).collect();
    format!("\u{FEFF}{lines}").into_bytes()
}

fn line(fields: &[String]) -> String {
    let fields: Vec<String> = fields.iter().map(|text| field(text)).collect();
    fields.join(",") + "\r\n"
}

/// One field: quoted, quotes doubled. What a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection").
pub fn field(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if runs { "'" } else { "" }, text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_quoted_and_quotes_are_doubled() {
        assert_eq!(field("Sample, \"Person\""), "\"Sample, \"\"Person\"\"\"");
        assert_eq!(field(""), "\"\"");
    }

    #[test]
    fn no_field_begins_like_a_formula() {
        for start in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"] {
            assert_eq!(field(start), format!("\"'{start}\""));
        }
        assert_eq!(field("a=1"), "\"a=1\"");
    }

    #[test]
    fn a_file_begins_with_the_mark_and_ends_every_line() {
        let rows = [vec!["a".to_owned(), "b".to_owned()], vec!["c".to_owned(), "d\ne".to_owned()]];
        assert_eq!(file(&rows), "\u{FEFF}\"a\",\"b\"\r\n\"c\",\"d\ne\"\r\n".as_bytes());
    }
}
