//! What was heard of one tablet, compared with what every start finds. It is also the records office: it files good batches.

use super::witness::{Started, Told};
use inkseal_domain::office::OfficeCard;
use inkseal_domain::store::{Entry, Head};
use inkseal_domain::verdict::{FileReport, RecordReport, Standing, verify};
use std::collections::{BTreeMap, BTreeSet};
use xtask::reliability::Kills;

/// A record that somebody was told is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Acknowledged {
    pub seq: u64,
    pub hash: String,
    /// Empty for an activity.
    pub name: String,
}

/// What was heard.
#[derive(Default)]
pub(super) struct Ledger {
    pub told: Vec<Acknowledged>,
    /// Every batch that came, filed, by its payload: the file and what it proves.
    pub batches: BTreeMap<String, (String, FileReport)>,
    /// Filed records: hash by number.
    filed: BTreeMap<u64, String>,
    /// Filing codes that were given.
    codes: BTreeSet<String>,
    lost: BTreeSet<Acknowledged>,
    card: Option<OfficeCard>,
    restored: u64,
    purged: u64,
    stopped: u64,
    faults: Vec<String>,
}

impl Ledger {
    /// Enters what a page tells and gives the answer.
    pub fn enter(&mut self, told: Told) -> String {
        match told {
            Told::Started(started) => self.compare(&started),
            Told::Found { names } => self.compare_names(names),
            Told::Recorded { name, seq, hash } => self.told.push(Acknowledged { seq, hash, name }),
            Told::Batch { file } => return self.file(file),
            Told::Receipted { code } if !self.codes.contains(&code) => {
                return self.fault(format!("{code} was accepted, and nobody gave it"));
            }
            Told::Purged { through } => self.cleared(through),
            // Phases are heard elsewhere, and a code that was given may be accepted.
            Told::Phase { .. } | Told::Receipted { .. } | Told::Computed { .. } => {}
            Told::Stopped { words } => {
                eprintln!("the page stopped by itself: {words}");
                self.stopped += 1;
            }
            Told::Trouble { words } => _ = self.fault(words),
        }
        String::new()
    }

    /// Notes what must never be.
    pub fn fault(&mut self, words: String) -> String {
        self.faults.push(words);
        String::new()
    }

    /// What must never be, and was.
    pub fn faults(&self) -> &[String] {
        &self.faults
    }

    /// Notes that records are lost.
    pub fn lose(&mut self, lost: impl IntoIterator<Item = Acknowledged>) {
        self.lost.extend(lost);
    }

    /// The office that this tablet belongs to.
    pub fn cards(&self) -> &[OfficeCard] {
        self.card.as_slice()
    }

    /// The figures.
    pub fn tally(&self) -> Kills {
        Kills {
            acknowledged: self.told.len() as u64,
            lost: self.lost.len() as u64,
            restored: self.restored,
            batches: self.batches.len() as u64,
            purged: self.purged,
            stopped: self.stopped,
            faults: self.faults.clone(),
            ..Kills::default()
        }
    }

    /// Whoever was told and is not there is lost. No name was given twice.
    fn compare_names(&mut self, names: Vec<String>) {
        let names: BTreeSet<String> = names.into_iter().collect();
        let gone: Vec<Acknowledged> = self.told.iter().filter(|told| !names.contains(&told.name)).cloned().collect();
        self.lose(gone);
    }

    /// A start: everything told stands there or was filed before it was cleared, in one chain without a hole.
    fn compare(&mut self, started: &Started) {
        // A set-up that was cut short may be done again, as long as nobody was told anything.
        if !self.told.is_empty() {
            if self.card.as_ref() != Some(&started.card) {
                self.fault("the tablet belongs to another office now".to_owned());
            }
            if !started.is_ready {
                self.fault("after a kill it takes no signers".to_owned());
            }
            // A kill tears nothing: all that may have to be done is bring second copies back and delete what a purge left.
            let odd = started.repairs.iter().filter(|repair| !repair.starts_with("PurgeFinished"));
            for odd in started.holes.iter().chain(odd) {
                self.fault(format!("a start found {odd}"));
            }
        }
        self.card = Some(started.card.clone());
        self.restored += started.restored;
        let (purged, hash) = started.purged.clone();
        self.cleared(purged);
        let mut head = Head { seq: purged, hash };
        let mut found = BTreeMap::new();
        for text in &started.entries {
            match Entry::parse(text) {
                Ok(entry) if entry.follows(&head) => {
                    head = entry.head();
                    found.insert(entry.seq, entry.hash);
                }
                Ok(entry) => _ = self.fault(format!("record {} does not follow {head:?}", entry.seq)),
                Err(damage) => _ = self.fault(format!("a record is damaged: {damage}")),
            }
        }
        let place = |told: &Acknowledged| match told.seq <= purged {
            true => self.filed.get(&told.seq),
            false => found.get(&told.seq),
        };
        let gone: Vec<Acknowledged> =
            self.told.iter().filter(|told| place(told) != Some(&told.hash)).cloned().collect();
        self.lose(gone);
    }

    /// Only what was filed without a gap may be cleared.
    fn cleared(&mut self, through: u64) {
        self.purged = self.purged.max(through);
        if let Some(gap) = (1..=through).find(|seq| !self.filed.contains_key(seq)) {
            self.fault(format!("cleared through {through}, and {gap} was never filed"));
        }
    }

    /// A batch that holds is filed, and its code given. The same batch again has the same bytes.
    fn file(&mut self, file: String) -> String {
        let report = verify(file.as_bytes(), self.cards());
        let (Standing::Good, Some(code), Some(payload)) = (report.standing, &report.filing_code, report.payload) else {
            return self.fault(format!("a batch is {:?}: {:?}", report.standing, report.faults));
        };
        let code = code.to_string();
        self.codes.insert(code.clone());
        for record in &report.records {
            let RecordReport::Good(proved) = record else {
                self.faults.push(format!("a batch has a hole: {record:?}"));
                continue;
            };
            let (seq, hash) = (proved.record().seq, proved.hash().to_string());
            if self.filed.insert(seq, hash.clone()).is_some_and(|before| before != hash) {
                self.faults.push(format!("two records share the number {seq}"));
            }
        }
        if let Some((before, _)) = self.batches.insert(payload.to_string(), (file.clone(), report))
            && before != file
        {
            return self.fault("the same batch has other bytes".to_owned());
        }
        code
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkseal_domain::entropy::Entropy;
    use inkseal_domain::office::OfficeSecret;
    use inkseal_domain::store::Kind;

    fn hash(n: u64) -> String {
        inkseal_domain::codec::sha256(&n.to_le_bytes()).to_string()
    }

    fn entry(seq: u64) -> String {
        let (enc, ct) = (vec![0; 32], vec![0; 16]);
        let (prev, hash, day) = (hash(seq - 1), hash(seq), "2026-01-31".to_owned());
        Entry { seq, prev, hash, kind: Kind::Visit, day, enc, ct }.write()
    }

    fn start(purged: u64, entries: &[u64]) -> Told {
        Told::Started(Box::new(Started {
            card: OfficeSecret::generate(&mut Entropy::new([1; 32])).card("Sample Office", false),
            purged: (purged, hash(purged)),
            entries: entries.iter().map(|seq| entry(*seq)).collect(),
            holes: vec![],
            restored: 0,
            repairs: vec![],
            is_ready: true,
        }))
    }

    /// A tablet that told so many people, and how a start finds it.
    fn found(told: u64, purged: u64, entries: &[u64]) -> Kills {
        let mut ledger = Ledger::default();
        ledger.enter(start(0, &[]));
        for seq in 1..=told {
            ledger.enter(Told::Recorded { name: format!("Signer {seq}"), seq, hash: hash(seq) });
        }
        ledger.enter(start(purged, entries));
        ledger.tally()
    }

    #[test]
    fn who_was_told_and_is_not_there_is_lost() {
        assert_eq!((found(3, 0, &[1, 2, 3]).lost, found(3, 0, &[1, 2, 3]).faults), (0, vec![]));
        assert_eq!((found(3, 0, &[1, 2]).lost, found(3, 0, &[]).lost), (1, 3));
    }

    #[test]
    fn a_hole_in_the_chain_is_a_fault() {
        assert_eq!((found(3, 0, &[1, 3]).lost, found(3, 0, &[1, 3]).faults.len()), (2, 1));
    }

    #[test]
    fn what_was_cleared_and_never_filed_is_lost_and_a_fault() {
        assert_eq!((found(3, 2, &[3]).lost, found(3, 2, &[3]).faults.len()), (2, 1));
    }
}
