//! What start-up does so that both media hold what stands. A plan only: [`super::Vault::open`] carries it out.

use std::collections::BTreeSet;

use super::{
    Side, contents::Contents, head::Chain, head::Head, key::Key, medium::Op, returned::Returned, returned::StillThere,
    slot, slot::Slot, table::Standing,
};

/// One thing that start-up found or did. None of them drops or overwrites anything good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repair {
    /// `side` lacked it, or held something else (quarantined, or an older generation), and has it again.
    Restored {
        /// What.
        key: Key,
        /// Where.
        side: Side,
    },
    /// Bytes found under `key` could not stand there and are kept under `kept_as`.
    Quarantined {
        /// Where they stood.
        key: Key,
        /// On which medium.
        side: Side,
        /// Their key now, on both media where there is room.
        kept_as: String,
    },
    /// It was purged before, and the purge had been cut short.
    PurgeFinished {
        /// The record.
        seq: u64,
        /// Where it still stood.
        side: Side,
    },
    /// Neither medium has these records, and nothing is in quarantine for them; reported at every start.
    Missing {
        /// The first of the run.
        first: u64,
        /// The last of the run.
        last: u64,
    },
    /// The journal's head was unreadable or behind what fits the chain, and was put right.
    HeadMoved {
        /// The journal's head as it was; `None`: it could not be read.
        from: Option<u64>,
        /// The head now.
        to: u64,
    },
    /// What stood in localStorage had been set aside with an earlier chain.
    SetAside {
        /// What.
        key: Key,
    },
    /// Not ours; left alone.
    Unknown {
        /// The key.
        name: String,
        /// Where.
        side: Side,
    },
}

/// The changes that make both media hold what stands, in the order in which they are made.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// To the journal, and read back, before anything else is touched: the bytes that cannot stay where they are.
    pub(super) keep: Vec<Op>,
    /// To the journal, in one strict transaction.
    pub(super) journal: Vec<Op>,
    /// To localStorage.
    pub(super) local: Vec<Op>,
    /// To localStorage, where there is room: second copies of what is kept.
    pub(super) local_keep: Vec<Op>,
    /// What to report.
    pub(super) repairs: Vec<Repair>,
}

impl Plan {
    /// Plans the repair. `local` is `None` when localStorage cannot be read: then only the journal is repaired.
    pub(super) fn make(local: Option<&Contents>, journal: &Contents, standing: &Standing) -> Self {
        let mut planner =
            Planner { local, journal, still_there: StillThere::of(local, journal), plan: Plan::default() };
        // First what it takes to read the rest at all.
        planner.slots();
        planner.records(standing);
        if let Some(chain) = &standing.chain {
            planner.missing(chain, standing);
            planner.head(chain);
        }
        planner.second_copies();
        planner.not_copied(standing);
        planner.unknown();
        planner.plan
    }
}

/// The numbers from `chain.purged` to `chain.head` of which nothing at all is known, as runs.
pub(super) fn missing_runs(chain: &Chain, standing: &Standing) -> Vec<(u64, u64)> {
    let known: BTreeSet<u64> = standing.records.keys().chain(standing.damaged.keys()).copied().collect();
    let mut runs = Vec::new();
    let mut next = chain.purged.seq + 1;
    for seq in known {
        if seq > next {
            runs.push((next, seq - 1));
        }
        next = seq + 1;
    }
    if next <= chain.head.seq {
        runs.push((next, chain.head.seq));
    }
    runs
}

struct Planner<'a> {
    local: Option<&'a Contents>,
    journal: &'a Contents,
    still_there: StillThere<'a>,
    plan: Plan,
}

impl<'a> Planner<'a> {
    fn sides(&self) -> impl Iterator<Item = (Side, &'a Contents)> + use<'a> {
        [(Side::Journal, Some(self.journal)), (Side::Local, self.local)]
            .into_iter()
            .filter_map(|(side, contents)| Some((side, contents?)))
    }

    fn records(&mut self, standing: &Standing) {
        let purged = standing.chain.as_ref().map_or(0, |chain| chain.purged.seq);
        let seqs: BTreeSet<u64> =
            self.sides().flat_map(|(_, contents)| contents.records()).map(|(seq, _)| seq).collect();
        for seq in seqs {
            match standing.records.get(&seq) {
                Some(found) => {
                    self.heal(&Key::Record(seq), found.text, |_| false);
                    self.let_go(&found.entry.head());
                }
                None if standing.head_read && seq <= purged => self.finish_purge(seq),
                None => self.clear(&Key::Record(seq), |_| false),
            }
        }
    }

    /// localStorage lets go of what it has of `at` from an earlier chain: by now it has the other copy. At once, so that little room is needed.
    fn let_go(&mut self, at: &Head) {
        let held = self.still_there.held_by(at);
        self.plan.local.extend(held.map(|key| Op::Delete(key.name())));
    }

    fn missing(&mut self, chain: &Chain, standing: &Standing) {
        let runs = missing_runs(chain, standing).into_iter();
        self.plan.repairs.extend(runs.map(|(first, last)| Repair::Missing { first, last }));
    }

    fn head(&mut self, chain: &Chain) {
        let before = self.journal.get(&Key::Head).and_then(|text| Chain::parse(text).ok());
        if before.as_ref() != Some(chain) {
            let from = before.map(|chain| chain.head.seq);
            self.plan.repairs.push(Repair::HeadMoved { from, to: chain.head.seq });
        }
        self.heal(&Key::Head, &chain.write(), |other| {
            Chain::parse(other).is_ok_and(|other| other.head.seq < chain.head.seq)
        });
    }

    /// The highest generation stands; what it supersedes goes, and what cannot be read is quarantined.
    fn slots(&mut self) {
        let keys: BTreeSet<&Key> = self
            .sides()
            .flat_map(|(_, contents)| contents.iter())
            .map(|(key, _)| key)
            .filter(|key| matches!(key, Key::Slot(..)))
            .collect();
        for key in keys {
            let Key::Slot(name, _) = key else { continue };
            match slot::standing(self.journal, self.local, name) {
                Some(newest) if *key == Key::slot(name, newest.generation) => {
                    self.heal(key, &newest.write(), |other| supersedes(&newest, key, other));
                }
                Some(newest) => self.clear(key, |other| supersedes(&newest, key, other)),
                // While localStorage cannot be read it may hold the value; until then the damaged bytes say that there is one.
                None if self.local.is_none() => {}
                None => self.clear(key, |_| false),
            }
        }
    }

    /// Makes both sides hold `text`. What else stands there is quarantined, unless `text` supersedes it.
    fn heal(&mut self, key: &Key, text: &str, superseded: impl Fn(&str) -> bool) {
        for (side, contents) in self.sides() {
            match contents.get(key) {
                Some(found) if found == text => continue,
                Some(found) if !superseded(found) => self.quarantine(key, side, found),
                _ => {}
            }
            self.ops(side).push(Op::Put(key.name(), text.to_owned()));
            self.plan.repairs.push(Repair::Restored { key: key.clone(), side });
        }
    }

    /// Nothing stands under `key`: what is there is quarantined, unless it is superseded.
    fn clear(&mut self, key: &Key, superseded: impl Fn(&str) -> bool) {
        for (side, contents) in self.sides() {
            if let Some(found) = contents.get(key) {
                if !superseded(found) {
                    self.quarantine(key, side, found);
                }
                self.ops(side).push(Op::Delete(key.name()));
            }
        }
    }

    fn finish_purge(&mut self, seq: u64) {
        let key = Key::Record(seq);
        for (side, contents) in self.sides() {
            let Some(found) = contents.get(&key) else { continue };
            self.ops(side).push(Op::Delete(key.name()));
            if side == Side::Local && self.journal_went_back() {
                self.quarantine(&key, side, found);
            } else {
                self.plan.repairs.push(Repair::PurgeFinished { seq, side });
            }
        }
    }

    /// Whether localStorage knows of a later chain than the journal does: the records there are of that one, and on no other medium.
    fn journal_went_back(&self) -> bool {
        self.local.is_some_and(|local| local.last_past() > self.journal.last_past())
    }

    fn quarantine(&mut self, key: &Key, side: Side, text: &str) {
        let kept_as = key.quarantine(side, text);
        self.plan.keep.push(Op::Put(kept_as.clone(), text.to_owned()));
        self.plan.local_keep.push(Op::Put(kept_as.clone(), text.to_owned()));
        self.plan.repairs.push(Repair::Quarantined { key: key.clone(), side, kept_as });
    }

    /// What one side keeps in quarantine, the other gets too. What was set aside of an earlier chain the journal had first: where it has it no
    /// more, it was brought back.
    fn second_copies(&mut self) {
        let Some(local) = self.local else { return };
        let lacks = |from: &Contents, to: &Contents, which: fn(&Key) -> bool| -> Vec<Op> {
            let lacking = from.iter().filter(|(key, _)| which(key) && to.get(key).is_none());
            lacking.map(|(key, text)| Op::Put(key.name(), text.to_owned())).collect()
        };
        let quarantined = |key: &Key| matches!(key, Key::Quarantine(_));
        self.plan.keep.extend(lacks(local, self.journal, quarantined));
        self.plan.local_keep.extend(lacks(self.journal, local, quarantined));
        self.past(local);
    }

    /// What was set aside stands where its bytes are those that its name says, in either copy; unless it was brought back.
    fn past(&mut self, local: &'a Contents) {
        let is_past = |key: &Key| matches!(key, Key::Past(_));
        let keys: BTreeSet<&Key> =
            self.journal.iter().chain(local.iter()).map(|(key, _)| key).filter(|key| is_past(key)).collect();
        for key in keys {
            let (own, other) = (self.journal.get(key), local.get(key));
            let is_whole = |text: &str| key.is_named_by(text);
            match (own, other) {
                (Some(mark), _) if Returned::read(key, mark).is_ok() => {}
                (own, Some(text)) if is_whole(text) && !own.is_some_and(is_whole) => {
                    if let Some(found) = own {
                        self.quarantine(key, Side::Journal, found);
                    }
                    self.plan.keep.push(Op::Put(key.name(), text.to_owned()));
                    self.plan.repairs.push(Repair::Restored { key: key.clone(), side: Side::Journal });
                }
                (Some(text), other) if is_whole(text) && other != Some(text) => {
                    self.plan.local_keep.push(Op::Put(key.name(), text.to_owned()));
                }
                _ => {}
            }
        }
    }

    /// What was brought back and is not there: where it was cleared, localStorage lets go of it; where it is lost, it is set aside once more
    /// from the copy that localStorage still has.
    fn not_copied(&mut self, standing: &Standing) {
        let is_known = standing.head_read || standing.is_local_older;
        let purged = standing.chain.as_ref().filter(|_| is_known).map_or(0, |chain| chain.purged.seq);
        let (cleared, lost) = self.still_there.gone(standing, purged);
        let Some(local) = self.local else { return };
        for key in cleared {
            // That it was cleared is not said by a head then.
            if let Some(text) = local.get(key).filter(|_| !standing.head_read) {
                self.quarantine(key, Side::Local, text);
            }
            self.plan.local.push(Op::Delete(key.name()));
        }
        for key in lost {
            if let Some(text) = local.get(key).filter(|text| key.is_named_by(text)) {
                self.plan.keep.push(Op::Put(key.name(), text.to_owned()));
                self.plan.repairs.push(Repair::Restored { key: key.clone(), side: Side::Journal });
            }
        }
    }

    fn unknown(&mut self) {
        for (side, contents) in self.sides() {
            for (key, _) in contents.iter() {
                if let Key::Unknown(name) = key {
                    self.plan.repairs.push(Repair::Unknown { name: name.clone(), side });
                }
            }
        }
    }

    fn ops(&mut self, side: Side) -> &mut Vec<Op> {
        match side {
            Side::Local => &mut self.plan.local,
            Side::Journal => &mut self.plan.journal,
        }
    }
}

fn supersedes(newest: &Slot, key: &Key, other: &str) -> bool {
    slot::read(key, other).is_ok_and(|other| other.generation < newest.generation)
}
