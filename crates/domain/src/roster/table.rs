//! A list from a spreadsheet, as rows of fields: comma-separated values (RFC 4180) as Excel and LibreOffice write them in any country.

/// Most bytes that are read: ten times what the largest roster needs.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;
/// Most columns that are looked at.
pub const MOST_COLUMNS: usize = 40;
/// What parts fields, the likeliest first.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];
/// How many lines show which of them it is.
const LINES_LOOKED_AT: usize = 20;

/// How the file's bytes are text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 (RFC 3629), with or without its mark.
    Utf8,
    /// UTF-16 (RFC 2781), either order of bytes: Excel's "Unicode text".
    Utf16,
    /// Windows-1252 (WHATWG Encoding): what Excel writes as "CSV" in Europe and America.
    Windows1252,
}

/// A list as it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its rows that are not empty, each with the line on which it begins, counted from 1; fields are trimmed.
    pub rows: Vec<(u64, Vec<String>)>,
    /// How its bytes were read.
    pub encoding: Encoding,
    /// What parts its fields.
    pub delimiter: char,
}

/// Why a file is no list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// More than [`MAX_BYTES`].
    #[error("the file has {bytes} bytes")]
    TooLarge {
        /// How many.
        bytes: usize,
    },
    /// A spreadsheet's own file, which is no text.
    #[error("this is a spreadsheet file, not a list as text")]
    Spreadsheet,
    /// A picture, a program or anything else that is no text.
    #[error("the file is not text")]
    NotText,
    /// More than [`MOST_COLUMNS`].
    #[error("the file has {columns} columns")]
    Columns {
        /// How many.
        columns: usize,
    },
}

impl Table {
    /// Reads a file.
    ///
    /// # Errors
    /// [`TableError`].
    pub fn read(bytes: &[u8]) -> Result<Self, TableError> {
        if bytes.len() > MAX_BYTES {
            return Err(TableError::TooLarge { bytes: bytes.len() });
        }
        // Office Open XML and OpenDocument are ZIP files (PKWARE APPNOTE 4.3.7); older ones are compound files ([MS-CFB] 2.2).
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Err(TableError::Spreadsheet);
        }
        let (text, encoding) = decoded(bytes);
        // A program that adds a mark to a file that has one.
        let text = text.trim_start_matches('\u{FEFF}');
        if text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r')) {
            return Err(TableError::NotText);
        }
        let (said, text) = said_delimiter(text);
        let delimiter = said.unwrap_or_else(|| likeliest(text));
        let rows = rows(text, delimiter, if said.is_some() { 1 } else { 0 })?;
        match rows.iter().map(|(_, row)| row.len()).max() {
            None => Err(TableError::Empty),
            Some(columns) if columns > MOST_COLUMNS => Err(TableError::Columns { columns }),
            Some(_) => Ok(Self { rows, encoding, delimiter }),
        }
    }

    /// How many columns its longest row has.
    pub fn columns(&self) -> usize {
        self.rows.iter().map(|(_, row)| row.len()).max().unwrap_or_default()
    }
}

fn rows(text: &str, delimiter: char, lines_before: u64) -> Result<Vec<(u64, Vec<String>)>, TableError> {
    let mut reader = csv::ReaderBuilder::new();
    reader.delimiter(delimiter as u8).has_headers(false).flexible(true);
    let (mut rows, mut counted, mut line) = (vec![], 0, lines_before + 1);
    for record in reader.from_reader(text.as_bytes()).records() {
        let record = record.map_err(|_| TableError::NotText)?;
        // The reader's own line is that of the empty ones before it.
        let from = record.position().map_or(counted, |position| position.byte() as usize);
        let begins = from + text[from..].len() - text[from..].trim_start_matches(['\r', '\n']).len();
        line += text[counted..begins].matches('\n').count() as u64;
        counted = begins;
        let row: Vec<String> = record.iter().map(|field| field.trim().to_owned()).collect();
        if row.iter().any(|field| !field.is_empty()) {
            rows.push((line, row));
        }
    }
    Ok(rows)
}

/// Excel's first line `sep=;`, which says what parts the fields, and the text after it.
fn said_delimiter(text: &str) -> (Option<char>, &str) {
    let said = text.strip_prefix("sep=").and_then(|rest| {
        let delimiter = rest.chars().next().filter(char::is_ascii)?;
        let after = rest[1..].trim_start_matches('\r').strip_prefix('\n')?;
        Some((delimiter, after))
    });
    said.map_or((None, text), |(delimiter, after)| (Some(delimiter), after))
}

/// What parts the fields: what stands in most of the first lines equally often, outside quotes.
fn likeliest(text: &str) -> char {
    let counts = |delimiter: char| -> Vec<usize> {
        let mut quoted = false;
        let (mut lines, mut here) = (vec![], 0);
        for c in text.chars() {
            match c {
                '"' => quoted = !quoted,
                '\n' if !quoted && lines.len() + 1 == LINES_LOOKED_AT => break,
                '\n' if !quoted => lines.push(std::mem::take(&mut here)),
                c if c == delimiter && !quoted => here += 1,
                _ => {}
            }
        }
        lines.push(here);
        lines
    };
    let agreeing = |delimiter: &char| {
        let counts = counts(*delimiter);
        let first = counts[0];
        if first == 0 { 0 } else { counts.iter().filter(|count| **count == first).count() }
    };
    // Of two that agree equally, the first in the list.
    DELIMITERS.into_iter().rev().max_by_key(agreeing).unwrap_or(',')
}

fn decoded(bytes: &[u8]) -> (String, Encoding) {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (String::from_utf8_lossy(rest).into_owned(), Encoding::Utf8),
        [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes), Encoding::Utf16),
        [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes), Encoding::Utf16),
        _ => match unmarked_utf16(bytes) {
            Some(order) => (utf16(bytes, order), Encoding::Utf16),
            None => match std::str::from_utf8(bytes) {
                Ok(text) => (text.to_owned(), Encoding::Utf8),
                Err(_) => (bytes.iter().map(|byte| windows_1252(*byte)).collect(), Encoding::Windows1252),
            },
        },
    }
}

/// The order of bytes of UTF-16 without its mark: every other byte of text in a Latin script is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    let zeros = |at: usize| bytes.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), bytes.len() / 2);
    match (even, odd) {
        (0, odd) if odd * 2 > half => Some(u16::from_le_bytes),
        (even, 0) if even * 2 > half => Some(u16::from_be_bytes),
        _ => None,
    }
}

fn utf16(bytes: &[u8], order: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// 0x80 to 0x9F (WHATWG Encoding, index windows-1252); what is not assigned stays a control and is refused.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn fields(bytes: &[u8]) -> Vec<Vec<String>> {
        Table::read(bytes).unwrap().rows.into_iter().map(|(_, row)| row).collect()
    }

    #[test]
    fn quotes_commas_and_line_breaks_within_a_field_are_read() {
        let file = b"Name,Number\r\n\"Sample, Ana\",4101\r\n\"Ben \"\"B\"\" Sample\",\"41\n02\"\r\n\r\n";
        assert_eq!(
            fields(file),
            [vec!["Name", "Number"], vec!["Sample, Ana", "4101"], vec!["Ben \"B\" Sample", "41\n02"]]
        );
    }

    #[test]
    fn each_row_knows_its_line() {
        let lines = |file: &[u8]| Table::read(file).unwrap().rows.iter().map(|(line, _)| *line).collect::<Vec<_>>();
        assert_eq!(lines(b"a,b\n\"x\ny\",z\n\nlast,1\n"), [1, 2, 5]);
        assert_eq!(lines(b"sep=;\r\na;b\r\nc;d\r\n"), [2, 3]);
    }

    #[test]
    fn semicolons_tabs_and_what_excel_says_part_fields_too() {
        let rows = [vec!["Name", "Number"], vec!["Sample, Ana", "4101"], vec!["Sample, Ben", "4102"]];
        assert_eq!(fields(b"Name;Number\nSample, Ana;4101\nSample, Ben;4102\n"), rows);
        assert_eq!(fields(b"Name\tNumber\nSample, Ana\t4101\nSample, Ben\t4102\n"), rows);
        assert_eq!(fields(b"sep=|\nName|Number\nSample, Ana|4101\nSample, Ben|4102\n"), rows);
        assert_eq!(fields(b"Ana Sample\nBen Sample\n"), [["Ana Sample"], ["Ben Sample"]]);
    }

    #[test]
    fn utf_8_utf_16_and_windows_1252_are_told_apart() {
        let text = "Name,Nr\r\nJos\u{e9} Sample,7\r\nZo\u{eb} \u{20ac},8\r\n";
        let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let narrow: Vec<u8> =
            text.chars().map(|c| if c == '€' { 0x80 } else { u8::try_from(u32::from(c)).unwrap() }).collect();
        let files = [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), Encoding::Utf8),
            ([b"\xFF\xFE".to_vec(), wide(u16::to_le_bytes)].concat(), Encoding::Utf16),
            ([b"\xFE\xFF".to_vec(), wide(u16::to_be_bytes)].concat(), Encoding::Utf16),
            (wide(u16::to_le_bytes), Encoding::Utf16),
            (wide(u16::to_be_bytes), Encoding::Utf16),
            (narrow, Encoding::Windows1252),
        ];
        for (file, encoding) in files {
            let table = Table::read(&file).unwrap();
            assert_eq!(table.encoding, encoding, "{file:?}");
            assert_eq!(table.rows[1].1[0], "José Sample");
            assert_eq!(table.rows[2].1[0], "Zoë €");
        }
    }

    #[test]
    fn what_is_no_list_is_said() {
        assert_eq!(Table::read(b""), Err(TableError::Empty));
        assert_eq!(Table::read(b"\r\n , \r\n"), Err(TableError::Empty));
        assert_eq!(Table::read(b"PK\x03\x04rest"), Err(TableError::Spreadsheet));
        assert_eq!(Table::read(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1]), Err(TableError::Spreadsheet));
        assert_eq!(Table::read(b"\x89PNG\r\n\x1a\n\0\0"), Err(TableError::NotText));
        assert_eq!(Table::read("a,".repeat(50).as_bytes()), Err(TableError::Columns { columns: 51 }));
        assert_eq!(Table::read(&vec![b'a'; MAX_BYTES + 1]), Err(TableError::TooLarge { bytes: MAX_BYTES + 1 }));
    }

    proptest! {
        #[test]
        fn no_file_brings_it_down(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = Table::read(&bytes);
        }

        #[test]
        fn what_this_program_writes_reads_back(rows in proptest::collection::vec(proptest::collection::vec("[a-zé,;\"\n' ]{0,8}x", 3), 1..6)) {
            let table = Table::read(&crate::csv::file(&rows)).unwrap();
            let read: Vec<Vec<String>> = table.rows.into_iter().map(|(_, row)| row).collect();
            let trimmed: Vec<Vec<String>> =
                rows.iter().map(|row| row.iter().map(|field| field.trim().to_owned()).collect()).collect();
            prop_assert_eq!(read, trimmed);
        }
    }
}
