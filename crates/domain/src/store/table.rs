//! The start-up table: of two copies of the chain's records, which one stands.
//!
//! | localStorage | journal | what stands |
//! |---|---|---|
//! | any | good, fits the chain | the journal's |
//! | good, fits the chain | missing, damaged, or does not fit | localStorage's |
//! | otherwise | | nothing: it is listed as damaged or missing, and the chain goes on |
//! | at or below what was purged | | nothing |
//!
//! The rest follows from what stands: a side that lacks it gets it, a side that holds something else has that
//! quarantined first, and bytes that cannot stand are quarantined ([`super::repair`]).

use std::collections::{BTreeMap, BTreeSet};

use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};

use super::{
    contents::Contents,
    entry::{Entry, Kind},
    head::{Chain, Head},
    key::Key,
    line::Damage,
};

/// A record that reads as an entry of its number.
#[derive(Debug, Clone)]
pub(super) struct Found<'a> {
    pub(super) entry: Entry,
    pub(super) text: &'a str,
}

/// The records that stand, and the chain that they make.
#[derive(Debug, Default)]
pub(super) struct Standing<'a> {
    /// `None`: no chain has begun.
    pub(super) chain: Option<Chain>,
    /// Whether a head said so; otherwise the chain is only what the records show, and nothing counts as purged.
    pub(super) head_read: bool,
    /// Whether localStorage is from before a clearing that only the journal's records show. What it alone has below them is then kept aside.
    pub(super) is_local_older: bool,
    /// The records that stand, by number.
    pub(super) records: BTreeMap<u64, Found<'a>>,
    /// Bytes that lie in quarantine, or will, for a number where nothing stands.
    pub(super) damaged: BTreeMap<u64, BTreeSet<&'a str>>,
}

/// Decides which copies stand. `local` is `None` when localStorage cannot be read.
pub(super) fn decide<'a>(local: Option<&'a Contents>, journal: &'a Contents) -> Standing<'a> {
    let sides: Vec<&Contents> = [Some(journal), local].into_iter().flatten().collect();
    let copies = Copies::read(&sides);
    let journal_head = head(journal);
    let is_torn = journal_head.is_none();
    // Read once more only where nothing else says where the chain is: it is all that the journal holds.
    let own = if is_torn { Copies::read(&[journal]) } else { Copies::default() };
    let is_local_older = local.is_some_and(|local| own.show_a_clearing_after(local));
    let said = local.filter(|_| is_torn && !is_local_older).and_then(head);
    // In a chain that began after another one a crash can bring back what localStorage held of that one.
    let said = said.filter(|said| !journal.follows_another() || own.hold(said));
    let said = said.filter(|said| !own.contradict(said, &copies));
    let found = match journal_head {
        Some(chain) => Some(cleared_as_far_as(local, copies.moved_on(chain))),
        None => copies.without_a_head(&own, said.clone(), !journal.follows_another()),
    };
    let Some(mut chain) = found else { return Standing::default() };
    if is_torn {
        pass_over_unreadable(&mut chain, journal);
    }
    let head_read = !is_torn || said.is_some_and(|said| copies.bear_out(&said));
    if !head_read {
        copies.reach_down(&mut chain, if is_local_older { &sides[..1] } else { &sides });
    }
    let records = copies.walk_down(&chain);
    let damaged = damaged(&sides, &chain, &records);
    Standing { chain: Some(chain), head_read, is_local_older, records, damaged }
}

/// Above what it takes, a clearing leaves at least so many activities: the export, the receipt and its own note.
const CLEARING_ACTIVITIES: usize = 3;

fn head(side: &Contents) -> Option<Chain> {
    Chain::parse(side.get(&Key::Head)?).ok()
}

/// A clearing is in the journal before localStorage says so: where that has the very same end of the chain and says that more was cleared, the
/// journal has gone back to before it.
fn cleared_as_far_as(local: Option<&Contents>, chain: Chain) -> Chain {
    let said = local.and_then(head).filter(|said| said.head == chain.head && said.purged.seq > chain.purged.seq);
    said.unwrap_or(chain)
}

/// Without the journal's head, bytes above the last readable record are a record all the same: its number may have been given to a
/// signer and is not given again. The chain goes on over the bytes as they were found.
fn pass_over_unreadable(chain: &mut Chain, journal: &Contents) {
    while let Some(found) = journal.get(&Key::Record(chain.head.seq + 1)) {
        chain.head = Head { seq: chain.head.seq + 1, hash: digest(found) };
    }
}

/// Stands for a hash that nobody knows any more.
fn digest(found: &str) -> String {
    Base64UrlUnpadded::encode_string(&Sha256::digest(found))
}

/// Reads `text` as the entry that may stand under `seq`.
pub(super) fn read(seq: u64, text: &str) -> Result<Entry, Damage> {
    let entry = Entry::parse(text)?;
    if entry.seq == seq { Ok(entry) } else { Err(Damage::Misplaced) }
}

fn damaged<'a>(
    sides: &[&'a Contents],
    chain: &Chain,
    records: &BTreeMap<u64, Found>,
) -> BTreeMap<u64, BTreeSet<&'a str>> {
    let mut damaged: BTreeMap<u64, BTreeSet<&str>> = BTreeMap::new();
    let texts = sides.iter().flat_map(|side| side.records().chain(side.quarantined_records()));
    for (seq, text) in texts.filter(|(seq, _)| chain.holds(*seq) && !records.contains_key(seq)) {
        damaged.entry(seq).or_default().insert(text);
    }
    damaged
}

/// The good copies of every record, the journal's first: where both fit, it wins.
#[derive(Default)]
struct Copies<'a> {
    good: BTreeMap<u64, Vec<Found<'a>>>,
}

impl<'a> Copies<'a> {
    fn read(sides: &[&'a Contents]) -> Self {
        let mut good: BTreeMap<u64, Vec<Found>> = BTreeMap::new();
        for (seq, text) in sides.iter().flat_map(|side| side.records()) {
            let found = good.entry(seq).or_default();
            if found.iter().all(|copy| copy.text != text)
                && let Ok(entry) = read(seq, text)
            {
                found.push(Found { entry, text });
            }
        }
        good.retain(|_, found| !found.is_empty());
        Copies { good }
    }

    fn at(&self, seq: u64) -> &[Found<'a>] {
        self.good.get(&seq).map_or(&[], Vec::as_slice)
    }

    /// Where the chain is when the journal's head cannot be read: where `own`, the journal's records, show it; without any, all records
    /// that there are. What localStorage `said` counts as far as these bear it out, and then for how far was purged too: it may be
    /// of another kiosk, given back by a crash after the tablet was cleared.
    fn without_a_head(&self, own: &Copies, said: Option<Chain>, trusted: bool) -> Option<Chain> {
        let shown = own.chain_of_records().or_else(|| if trusted { self.chain_of_records() } else { None });
        let Some(shown) = shown else {
            // Nothing but a beginning can be told from nothing.
            return said.filter(|said| said.head.seq == 0);
        };
        let borne_out = said.clone().filter(|said| self.bear_out(said));
        // That less was purged costs nothing but a question.
        let less = said.filter(|said| said.purged.seq < shown.purged.seq);
        let purged = borne_out.clone().or(less).map_or(shown.purged, |said| said.purged);
        let shown = self.moved_on(Chain { purged, head: shown.head });
        let further = borne_out.map(|said| self.moved_on(said)).filter(|said| said.head.seq > shown.head.seq);
        Some(further.unwrap_or(shown))
    }

    /// Without any head nothing counts as purged of which bytes are found there, however unreadable.
    fn reach_down(&self, chain: &mut Chain, sides: &[&Contents]) {
        let found = sides.iter().flat_map(|side| side.records().chain(side.quarantined_records()));
        if let Some((seq, text)) = found.min_by_key(|(seq, _)| *seq).filter(|(seq, _)| *seq <= chain.purged.seq) {
            let hash = self.lowest(seq).map_or_else(|| digest(text), |entry| entry.prev.clone());
            chain.purged = Head { seq: seq - 1, hash };
        }
    }

    /// The copy of a record at the chain's lower end: the one that the record above it names.
    fn lowest(&self, seq: u64) -> Option<&Entry> {
        let is_named = |found: &&Found| self.at(seq + 1).iter().any(|above| above.entry.follows(&found.entry.head()));
        let copies = self.at(seq);
        copies.iter().find(is_named).or(copies.first()).map(|found| &found.entry)
    }

    /// Whether a record is this very end of a chain, or follows it.
    fn bear_out(&self, said: &Chain) -> bool {
        let is_end = |found: &Found| found.entry.hash == said.head.hash;
        let follows = |found: &Found| found.entry.follows(&said.head);
        self.at(said.head.seq).iter().any(is_end) || self.at(said.head.seq + 1).iter().any(follows)
    }

    /// Whether one of these records is this very end of a chain, the last or another one: a hash is of one chain only.
    fn hold(&self, said: &Chain) -> bool {
        self.at(said.head.seq).iter().any(|found| found.entry.head() == said.head)
    }

    /// Whether these records, the journal's own, are of another chain than `said`, which `all` may bear out: a point of the one, or the way
    /// down from it, is not a point of the other.
    fn contradict(&self, said: &Chain, all: &Copies) -> bool {
        let Some(shown) = self.chain_of_records() else { return false };
        let follows_purged = |found: &Found| found.entry.follows(&said.purged);
        let first = self.at(said.purged.seq + 1);
        all.leads_elsewhere(&said.head, &shown.head)
            || all.leads_elsewhere(&shown.head, &said.head)
            || said.purged.seq > shown.purged.seq
            || !first.is_empty() && !first.iter().any(follows_purged)
    }

    /// Whether these records, the journal's own, may be those that a clearing left of which `local` does not know yet: its note would come
    /// after all that is the same there and that the head there has in it.
    fn show_a_clearing_after(&self, local: &Contents) -> bool {
        let is_there = |found: &&Found| local.get(&Key::Record(found.entry.seq)) == Some(found.text);
        let all = || self.good.values().flatten().rev();
        let copied = all().find(is_there).map_or(0, |found| found.entry.seq);
        let known = head(local).map_or(copied, |chain| chain.head.seq.min(copied));
        let mut activities = all().filter(|found| found.entry.kind == Kind::Activity);
        activities.next().is_some_and(|last| last.entry.seq > known) && activities.count() + 1 >= CLEARING_ACTIVITIES
    }

    /// Whether the way down from one point comes past the number of another one, and not through it.
    fn leads_elsewhere(&self, from: &Head, to: &Head) -> bool {
        let mut at = from.clone();
        while at.seq > to.seq {
            let Some(found) = self.at(at.seq).iter().find(|found| found.entry.hash == at.hash) else { return false };
            at = Head { seq: at.seq - 1, hash: found.entry.prev.clone() };
        }
        at.seq == to.seq && at.hash != to.hash
    }

    fn moved_on(&self, mut chain: Chain) -> Chain {
        let above = |head: &Head| self.at(head.seq + 1).iter().find(|found| found.entry.follows(head));
        while let Some(found) = above(&chain.head) {
            chain.head = found.entry.head();
        }
        chain
    }

    /// The chain from the lowest to the highest record that can be read.
    fn chain_of_records(&self) -> Option<Chain> {
        let lowest = &self.good.values().next()?.first()?.entry;
        let highest = &self.good.values().next_back()?.first()?.entry;
        let purged = Head { seq: lowest.seq.saturating_sub(1), hash: lowest.prev.clone() };
        Some(Chain { head: highest.head(), purged })
    }

    /// From the head down, each record is the one that the record above it names. Below a gap nothing names it; there
    /// it must itself name one of the copies below it.
    fn walk_down(&self, chain: &Chain) -> BTreeMap<u64, Found<'a>> {
        let mut standing = BTreeMap::new();
        let mut named = Some(chain.head.clone());
        for (&seq, found) in self.good.iter().rev().filter(|(seq, _)| chain.holds(**seq)) {
            let wanted = named.take().filter(|named| named.seq == seq);
            let fits = |found: &&Found| match &wanted {
                Some(wanted) => found.entry.hash == wanted.hash && self.meets_purged(chain, &found.entry),
                None => self.meets_purged(chain, &found.entry) && self.names_a_copy_below(&found.entry),
            };
            if let Some(found) = found.iter().find(fits) {
                named = Some(Head { seq: seq - 1, hash: found.entry.prev.clone() });
                standing.insert(seq, found.clone());
            }
        }
        standing
    }

    fn meets_purged(&self, chain: &Chain, entry: &Entry) -> bool {
        entry.seq != chain.purged.seq + 1 || entry.follows(&chain.purged)
    }

    fn names_a_copy_below(&self, entry: &Entry) -> bool {
        let below = self.at(entry.seq - 1);
        below.is_empty() || below.iter().any(|below| entry.follows(&below.entry.head()))
    }
}
