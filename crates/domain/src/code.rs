//! Codes that people read, write down and type: Crockford base32 in groups of four, with a check character.
//!
//! A *record code* starts with R and names one record; a *filing code* starts with F and says that a verifier outside the
//! kiosk read a batch. Neither is a secret. Each is 75 bits and one check character.

use crate::codec::{Hash, sha256};
use crate::keys::PublicKey;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DATA_CHARS: usize = 15;

/// Which code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeKind {
    /// R: given to the signer.
    Record,
    /// F: given by the verifier to the administrator.
    Filing,
}

/// A code, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Which code.
    pub kind: CodeKind,
    data: [u8; DATA_CHARS],
}

/// Why a typed text is not the code that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Not 17 letters and digits.
    #[error("a code has 17 characters, this has {0}")]
    Length(usize),
    /// A character that no code has.
    #[error("a code has no character {0:?}")]
    Character(char),
    /// The first letter is neither R nor F.
    #[error("a code begins with R or F")]
    Prefix,
    /// A record code where a filing code belongs, or the other way round.
    #[error("this is the other kind of code")]
    OtherKind(CodeKind),
    /// A slip of the finger.
    #[error("the check character does not fit")]
    Check,
}

/// The code of a record.
pub fn record_code(hash: &Hash) -> Code {
    Code { kind: CodeKind::Record, data: data_of(hash) }
}

/// The filing code of a batch, from its payload's digest and the office's root key.
pub fn filing_code(payload: &Hash, root: &PublicKey) -> Code {
    let digest = sha256(&[b"inkseal/1/filing".as_slice(), &payload.0, &root.0.0].concat());
    Code { kind: CodeKind::Filing, data: data_of(&digest) }
}

/// A fingerprint to compare by eye: 100 bits in five groups of four.
pub fn fingerprint(digest: &Hash) -> String {
    group((0..20).map(|i| five_bits(&digest.0, i)))
}

impl Code {
    /// Reads what a person typed: spaces, hyphens and case do not matter; O is 0, I and L are 1.
    pub fn parse(typed: &str, wanted: CodeKind) -> Result<Self, CodeError> {
        let mut values = Vec::new();
        let typed: Vec<char> = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '.')).collect();
        if typed.len() != DATA_CHARS + 2 {
            return Err(CodeError::Length(typed.len()));
        }
        let kind = match typed[0] {
            'R' | 'r' => CodeKind::Record,
            'F' | 'f' => CodeKind::Filing,
            _ => return Err(CodeError::Prefix),
        };
        if kind != wanted {
            return Err(CodeError::OtherKind(kind));
        }
        for c in &typed[1..] {
            values.push(value_of(*c).ok_or(CodeError::Character(*c))?);
        }
        let mut data = [0; DATA_CHARS];
        data.copy_from_slice(&values[..DATA_CHARS]);
        let code = Self { kind, data };
        if code.check() == values[DATA_CHARS] { Ok(code) } else { Err(CodeError::Check) }
    }

    /// Whether this is the code of the record with that hash.
    pub fn names(&self, hash: &Hash) -> bool {
        self.kind == CodeKind::Record && self.data == data_of(hash)
    }

    /// Odd weights make every single wrong character show, and nearly every swap of two neighbours.
    fn check(&self) -> u8 {
        let start = if self.kind == CodeKind::Record { 7 } else { 11 };
        let sum = self.data.iter().enumerate().fold(start, |sum, (i, v)| sum + u32::from(*v) * (2 * i as u32 + 1));
        (sum % 32) as u8
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let prefix = if self.kind == CodeKind::Record { 'R' } else { 'F' };
        write!(f, "{prefix}-{}", group(self.data.iter().copied().chain([self.check()])))
    }
}

fn data_of(digest: &Hash) -> [u8; DATA_CHARS] {
    std::array::from_fn(|i| five_bits(&digest.0, i))
}

/// The `index`th five bits of some bytes, most significant first.
fn five_bits(bytes: &[u8], index: usize) -> u8 {
    let bit = index * 5;
    let two = u16::from_be_bytes([bytes[bit / 8], bytes[bit / 8 + 1]]);
    (two >> (11 - bit % 8)) as u8 & 31
}

fn group(values: impl Iterator<Item = u8>) -> String {
    let chars: Vec<char> = values.map(|v| char::from(ALPHABET[usize::from(v)])).collect();
    chars.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

fn value_of(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|a| char::from(*a) == c).map(|i| i as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Code {
        record_code(&sha256(b"sample"))
    }

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let text = sample().to_string();
        for typed in
            [text.clone(), text.to_lowercase(), text.replace('-', " "), text.replace('0', "o").replace('1', "l")]
        {
            assert_eq!(Code::parse(&typed, CodeKind::Record), Ok(sample()), "{typed}");
        }
    }

    #[test]
    fn one_wrong_character_anywhere_shows() {
        let text: Vec<char> = sample().to_string().replace('-', "").chars().collect();
        for at in 1..text.len() {
            for c in ALPHABET.iter().map(|a| char::from(*a)).filter(|c| *c != text[at]) {
                let mut wrong = text.clone();
                wrong[at] = c;
                let wrong: String = wrong.into_iter().collect();
                assert_eq!(Code::parse(&wrong, CodeKind::Record), Err(CodeError::Check), "{wrong}");
            }
        }
    }

    #[test]
    fn each_field_refuses_the_other_kind_by_name() {
        let typed = sample().to_string();
        assert_eq!(Code::parse(&typed, CodeKind::Filing), Err(CodeError::OtherKind(CodeKind::Record)));
    }

    #[test]
    fn a_code_belongs_to_one_office() {
        let one = filing_code(&sha256(b"batch"), &PublicKey(sha256(b"a")));
        let other = filing_code(&sha256(b"batch"), &PublicKey(sha256(b"b")));
        assert_ne!(one, other);
    }
}
