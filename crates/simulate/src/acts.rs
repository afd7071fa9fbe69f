//! What people do in a tab, as the kiosk's shell carries it out.

use crate::defect::Defect;
use crate::history::Act;
use crate::office::{self, ADMINISTRATOR};
use crate::pages::Page;
use crate::tablet::{Given, Tablet};
use inkseal_domain::activity::{self, Activity};
use inkseal_domain::batch::BatchDocument;
use inkseal_domain::desk::KeepError;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::export::{Export, ExportError};
use inkseal_domain::identity::PrintedName;
use inkseal_domain::record::{Body, Record};
use inkseal_domain::seal::Proved;
use inkseal_domain::settings::Settings;
use inkseal_domain::setup::SLOT_SETTINGS;
use inkseal_domain::store::room::{Verdict, verdict};
use inkseal_domain::verdict::{FileReport, RecordReport, Standing, verify};
use std::collections::BTreeSet;

/// How often somebody who was not recorded tries again.
const TRIES: usize = 4;

impl Tablet {
    /// Does it, or refuses with a reason.
    pub async fn act(&self, tab: usize, act: Act) {
        let Some(page) = self.page(tab, act.is_administrators()).await else { return };
        let done = match act {
            Act::Sign => self.sign(&page).await,
            Act::Setting => self.setting(&page).await,
            Act::Export => self.export(&page).await,
            Act::Again => self.again(&page).await,
            Act::Receipt => self.receipt(&page).await,
            Act::Purge => self.purge(&page).await,
            Act::Unlock => Ok(()),
        };
        if let Err(why) = done {
            self.refuse(why);
        }
    }

    async fn sign(&self, page: &Page) -> Result<(), String> {
        let name = format!("Signer {}", self.serial());
        let vault = page.desk.vault();
        if verdict(vault.room().await.map_err(words)?) == Verdict::Refuse {
            return Err("localStorage is nearly full".to_owned());
        }
        vault.canary(&name).await.map_err(words)?;
        let printed = PrintedName::parse(&name).map_err(words)?;
        let body = Body::Visit(Box::new(office::visit(&printed, self.document.get())));
        let mut unstored = None;
        for _ in 0..TRIES {
            let moment = self.moment();
            let kept = match unstored.take() {
                Some(unstored) if self.defect != Some(Defect::RetryDoubles) => {
                    page.desk.keep_again(&unstored, body.clone(), &moment).await
                }
                _ => page.desk.keep(body.clone(), &moment).await,
            };
            match kept {
                Ok(kept) => {
                    self.tell(page, &name, &kept);
                    return Ok(());
                }
                Err(KeepError::Store { cause, unstored: again }) => {
                    self.refuse(cause);
                    unstored = Some(*again);
                }
                Err(other) => return Err(other.to_string()),
            }
        }
        Ok(())
    }

    async fn setting(&self, page: &Page) -> Result<(), String> {
        let number = self.serial();
        let settings = Settings { contact: number.to_string(), ..Settings::default() };
        let text = serde_json::to_string(&settings).map_err(words)?;
        page.desk.vault().put_slot(SLOT_SETTINGS, &text).await.map_err(words)?;
        self.people.borrow_mut().setting = number;
        Ok(())
    }

    async fn export(&self, page: &Page) -> Result<(), String> {
        let (secret, log) = self.unlock(page).await?;
        let library = self.library();
        let export = Export { log: &log, secret: &secret, library: &library, by: ADMINISTRATOR };
        let Some((first, last)) = export.new_range() else { return Err("nothing is new".to_owned()) };
        match export.make(&page.desk, first, last, &self.moment()).await {
            Ok(exports) => self.people.borrow_mut().given.push(Given { exports, filed: false }),
            Err(ExportError::NotVerified(faults)) => {
                self.violation(format!("the batch from {first} to {last} does not verify: {faults:?}"));
            }
            Err(other) => return Err(other.to_string()),
        }
        Ok(())
    }

    async fn again(&self, page: &Page) -> Result<(), String> {
        let (secret, log) = self.unlock(page).await?;
        let library = self.library();
        let export = Export { log: &log, secret: &secret, library: &library, by: ADMINISTRATOR };
        let Some((_, exported)) = log.exports().next() else { return Err("nothing was exported".to_owned()) };
        let made = export.again(&page.desk, exported, ADMINISTRATOR, -420).map_err(words)?;
        let given = &self.people.borrow().given;
        let first = given.iter().find(|given| given.exports.exported.payload == exported.payload);
        if first.is_some_and(|given| given.exports.file != made.file) {
            return Err("the same batch has other bytes".to_owned());
        }
        Ok(())
    }

    async fn receipt(&self, page: &Page) -> Result<(), String> {
        let next = self.people.borrow().given.iter().position(|given| !given.filed);
        let Some(next) = next else { return Err("the records office has every batch".to_owned()) };
        let file = self.people.borrow().given[next].exports.file.clone();
        let report = verify(&file, std::slice::from_ref(&page.desk.card));
        let (Standing::Good, Some(code)) = (report.standing, report.filing_code.clone()) else {
            return Err(format!("the records office says {:?}: {:?}", report.standing, report.faults));
        };
        self.file(next, &report);
        let (_, log) = self.unlock(page).await?;
        let Some(exported) = log.export_of(&code, &page.desk.card.root).cloned() else {
            return Err("no export on this tablet has that code".to_owned());
        };
        self.people.borrow_mut().receipts.push((exported.first, exported.last));
        let last = match self.defect {
            Some(Defect::ReceiptTooWide) => log.lines().last().map_or(exported.last, |line| line.last_seq()),
            _ => exported.last,
        };
        let act = activity::Act::ReceiptAccepted { payload: exported.payload, first: exported.first, last };
        page.desk.keep(by_administrator(act), &self.moment()).await.map_err(words).map(drop)
    }

    async fn purge(&self, page: &Page) -> Result<(), String> {
        let (_, log) = self.unlock(page).await?;
        let purged = page.desk.vault().purged().map_or(0, |head| head.seq);
        let last = match self.defect {
            Some(Defect::PurgeUnreceipted) => log.lines().last().map(|line| line.last_seq()),
            Some(Defect::ReceiptTooWide) => log.acts().filter_map(said_to_be_filed).max().filter(|last| *last > purged),
            _ => log.purgeable_through(purged, None),
        };
        let last = last.ok_or("nothing is receipted")?;
        let moment = self.moment();
        let body = by_administrator(activity::Act::Purged { first: purged + 1, last });
        let prepared = page.desk.prepare(body, &moment, &mut Entropy::new(moment.seed)).await;
        let (_, note) = prepared.map_err(words)?;
        page.desk.vault().purge(last, &note).await.map_err(words).map(drop)
    }

    /// The records office has it.
    fn file(&self, batch: usize, report: &FileReport) {
        let records = report.records.iter().filter_map(RecordReport::proved).flat_map(Proved::with_imported);
        let hashes: BTreeSet<String> = records.map(|proved| proved.hash().to_string()).collect();
        let mut people = self.people.borrow_mut();
        people.given[batch].filed = true;
        for told in people.told.iter_mut().filter(|told| hashes.contains(&told.hash)) {
            told.filed = true;
        }
    }

    /// Every document version so far.
    pub fn library(&self) -> Vec<BatchDocument> {
        (1..=self.document.get()).map(office::document).collect()
    }
}

/// The signer of a record, if it is itself a visit's.
pub fn by_name(proved: &Proved) -> Option<String> {
    Some(proved.record().visit()?.signer.as_ref()?.name.as_str().to_owned())
}

/// How far a receipt says that the records office has everything.
fn said_to_be_filed((_, act): (&Record, &activity::Act)) -> Option<u64> {
    match act {
        activity::Act::ReceiptAccepted { last, .. } => Some(*last),
        _ => None,
    }
}

fn by_administrator(act: activity::Act) -> Body {
    Body::Activity(Box::new(Activity { by: ADMINISTRATOR.to_owned(), about: vec![], act }))
}

fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}
