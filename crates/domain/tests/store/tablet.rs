//! A kiosk's two media in memory, and what the facts ask about them.

use inkseal_domain::store::{
    contract::{sample_entry, sample_first_prev},
    *,
};
use pollster::block_on;

/// A kiosk's two media with five records, whatever is then done to them.
pub struct Tablet {
    pub local: MemoryMedium,
    pub journal: MemoryMedium,
    pub texts: Vec<String>,
}

pub type Opened = (Vault<MemoryMedium, MemoryMedium>, StartUp);

impl Tablet {
    pub fn with_five_records() -> Self {
        let (local, journal) = (MemoryMedium::default(), MemoryMedium::default());
        let texts = block_on(async {
            let (vault, _) = Vault::open(local.clone(), journal.clone()).await.unwrap();
            vault.begin(&sample_first_prev(), &[]).await.unwrap();
            for label in ["one", "two", "three", "four", "five"] {
                vault.append(&sample_entry(&vault.head().unwrap(), label)).await.unwrap();
            }
            let items = vault.entries().await.unwrap();
            items.iter().map(|item| good(item).write()).collect()
        });
        Tablet { local, journal, texts }
    }

    pub fn start(&self) -> Opened {
        block_on(Vault::open(self.local.clone(), self.journal.clone())).unwrap()
    }

    /// The text of record `seq` as it was written.
    pub fn text(&self, seq: u64) -> &str {
        &self.texts[usize::try_from(seq).unwrap() - 1]
    }

    /// Another entry that may stand after the record before `seq`.
    pub fn rival(&self, seq: u64) -> String {
        let before = Entry::parse(self.text(seq - 1)).unwrap();
        sample_entry(&before.head(), "a rival").write()
    }

    pub fn assert_both_hold(&self, seq: u64, text: Option<&str>) {
        for medium in [&self.local, &self.journal] {
            let found = medium.snapshot().get(&record(seq)).cloned();
            assert_eq!(found.as_deref(), text, "record {seq}");
        }
    }

    pub fn assert_both_keep(&self, bytes: &str) {
        for medium in [&self.local, &self.journal] {
            let kept = medium.snapshot().into_iter().any(|(key, text)| key.starts_with("quarantine.") && text == bytes);
            assert!(kept, "{bytes} is not kept");
        }
    }

    pub fn assert_next_start_is_quiet(&self) {
        assert_eq!(self.start().1, StartUp::default());
    }
}

pub fn record(seq: u64) -> String {
    Key::Record(seq).name()
}

pub fn good(item: &Item) -> &Entry {
    match item {
        Item::Good(entry) => entry,
        other => panic!("{other:?}"),
    }
}

pub fn items(vault: &Vault<MemoryMedium, MemoryMedium>) -> Vec<Item> {
    block_on(vault.entries()).unwrap()
}

pub fn restored(seq: u64, side: Side) -> Repair {
    Repair::Restored { key: Key::Record(seq), side }
}

pub fn quarantined(seq: u64, side: Side, bytes: &str) -> Repair {
    let key = Key::Record(seq);
    Repair::Quarantined { kept_as: key.quarantine(side, bytes), key, side }
}
