//! What another version of a document says otherwise: paragraph by paragraph, and word by word within a paragraph.

use super::{Document, Paragraph, Role};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// From which share of words in common one paragraph counts as another wording of the other.
const ALIKE: f64 = 0.5;

/// Where two versions differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What the paragraph is.
    pub role: Role,
    /// The heading of the section that it stands in, where it is a clause.
    pub section: Option<String>,
    /// The number of the clause, in the version in which it stands; in the newer where it stands in both.
    pub number: Option<u32>,
    /// Its words, in reading order.
    pub words: Vec<(Fate, String)>,
}

/// What became of a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// In both versions.
    Stays,
    /// Only in the older one.
    Goes,
    /// Only in the newer one.
    Comes,
}

/// A paragraph and the section it stands in.
#[derive(Debug, Clone, Copy)]
struct Placed<'a> {
    paragraph: Paragraph<'a>,
    section: Option<&'a str>,
}

/// Where `newer` differs from `older`, in the order of the newer text; what was taken out stands where it was. A clause that only has
/// another number is no difference.
pub fn differences(older: &Document, newer: &Document) -> Vec<Difference> {
    let (older, newer) = (placed(older), placed(newer));
    let mut found = vec![];
    for op in capture_diff_slices(Algorithm::Patience, &keys(&older), &keys(&newer)) {
        match op {
            DiffOp::Equal { .. } => {}
            DiffOp::Delete { old_index, old_len, .. } => {
                found.extend(older[old_index..][..old_len].iter().map(|gone| gone.whole(Fate::Goes)));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                found.extend(newer[new_index..][..new_len].iter().map(|new| new.whole(Fate::Comes)));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                pair(&older[old_index..][..old_len], &newer[new_index..][..new_len], &mut found);
            }
        }
    }
    found
}

fn placed(document: &Document) -> Vec<Placed<'_>> {
    let mut heading = None;
    let mut all = vec![];
    for paragraph in document.paragraphs() {
        if paragraph.role == Role::Heading {
            heading = Some(paragraph.text);
        }
        all.push(Placed { paragraph, section: heading.filter(|_| paragraph.role == Role::Clause) });
    }
    all
}

fn keys<'a>(all: &[Placed<'a>]) -> Vec<(Role, &'a str)> {
    all.iter().map(|placed| (placed.paragraph.role, placed.paragraph.text)).collect()
}

/// Each paragraph with the next one of its kind that reads like it; what is left over went or came.
fn pair(older: &[Placed<'_>], newer: &[Placed<'_>], found: &mut Vec<Difference>) {
    let mut at = 0;
    for old in older {
        match (at..newer.len()).find(|&i| old.is_like(&newer[i])) {
            Some(i) => {
                found.extend(newer[at..i].iter().map(|new| new.whole(Fate::Comes)));
                found.push(Difference {
                    words: reworded(old.paragraph.text, newer[i].paragraph.text),
                    ..newer[i].whole(Fate::Comes)
                });
                at = i + 1;
            }
            None => found.push(old.whole(Fate::Goes)),
        }
    }
    found.extend(newer[at..].iter().map(|new| new.whole(Fate::Comes)));
}

impl Placed<'_> {
    fn whole(&self, fate: Fate) -> Difference {
        Difference {
            role: self.paragraph.role,
            section: self.section.map(str::to_owned),
            number: self.paragraph.number,
            words: vec![(fate, self.paragraph.text.to_owned())],
        }
    }

    /// Paragraphs of which a document has one are always the same one in other words.
    fn is_like(&self, other: &Placed<'_>) -> bool {
        let role = self.paragraph.role;
        let one_of_many = matches!(role, Role::Opening | Role::Heading | Role::Clause | Role::Closing);
        role == other.paragraph.role && (!one_of_many || in_common(self.paragraph.text, other.paragraph.text) >= ALIKE)
    }
}

/// The share of words that two texts have in common, 0 to 1.
fn in_common(older: &str, newer: &str) -> f64 {
    let (older, newer) = (words_of(older), words_of(newer));
    let ops = capture_diff_slices(Algorithm::Myers, &older, &newer);
    let same: usize = ops.iter().map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum();
    2.0 * same as f64 / (older.len() + newer.len()).max(1) as f64
}

fn words_of(text: &str) -> Vec<&str> {
    text.split_inclusive(' ').collect()
}

/// Runs of words with their fate.
fn reworded(older: &str, newer: &str) -> Vec<(Fate, String)> {
    let (older, newer) = (words_of(older), words_of(newer));
    let mut runs = vec![];
    for op in capture_diff_slices(Algorithm::Myers, &older, &newer) {
        let (old, new) = (op.old_range(), op.new_range());
        match op {
            DiffOp::Equal { .. } => runs.push((Fate::Stays, newer[new].concat())),
            DiffOp::Delete { .. } => runs.push((Fate::Goes, older[old].concat())),
            DiffOp::Insert { .. } => runs.push((Fate::Comes, newer[new].concat())),
            DiffOp::Replace { .. } => {
                runs.push((Fate::Goes, older[old].concat()));
                runs.push((Fate::Comes, newer[new].concat()));
            }
        }
    }
    runs
}
