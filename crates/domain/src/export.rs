//! Exporting: from the opened chain to a signed batch, and the same batch again, byte for byte.

use crate::activity::{Act, Activity, Exported};
use crate::batch::{BatchDocument, Unsigned};
use crate::desk::{Desk, KeepError, Moment, Sign, SignFailed};
use crate::log::Log;
use crate::office::OfficeSecret;
use crate::record::Body;
use crate::store::Medium;
use crate::verdict::{self, Fault, FileReport, Standing};
use steps::{Nobody, Steps};

mod contents;
mod steps;

pub use steps::Waiting;

/// What an export needs besides the desk.
pub struct Export<'a> {
    /// The opened chain.
    pub log: &'a Log,
    /// The office's keys.
    pub secret: &'a OfficeSecret,
    /// Every document version that the kiosk has ever shown, with its text.
    pub library: &'a [BatchDocument],
    /// The administrator's name.
    pub by: &'a str,
}

/// A batch that verified, ready to be saved.
#[derive(Debug, Clone)]
pub struct Exports {
    /// The file's bytes.
    pub file: Vec<u8>,
    /// The name to save it under.
    pub name: String,
    /// What the activity record says of it.
    pub exported: Exported,
}

/// Why there is no batch.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Nothing in that range.
    #[error("there are no records from {first} to {last}")]
    Empty {
        /// First place asked for.
        first: u64,
        /// Last place asked for.
        last: u64,
    },
    /// The key.
    #[error(transparent)]
    Sign(#[from] SignFailed),
    /// The activity record could not be kept, so nothing was exported.
    #[error(transparent)]
    Keep(#[from] KeepError),
    /// The finished file did not verify; it is not given out.
    #[error("the batch did not verify")]
    NotVerified(Vec<Fault>),
    /// The same batch cannot be made again, because records or documents are not as they were.
    #[error("the records are not as they were at that export")]
    Changed,
    /// Whoever waited did not want it any more.
    #[error("the export was called off")]
    CalledOff,
}

impl Export<'_> {
    /// Everything that no export covers, up to the last record; `None` where that is only what every export leaves behind itself.
    pub fn new_range(&self) -> Option<(u64, u64)> {
        let (first, last) = self.whole_range()?;
        let first = first.max(self.log.exported_through() + 1);
        let mut new = self.log.lines().iter().filter(|line| line.last_seq() >= first);
        new.any(|line| !line.is_of_an_export()).then_some((first, last))
    }

    /// Everything that is on the tablet.
    pub fn whole_range(&self) -> Option<(u64, u64)> {
        Some((self.log.lines().first()?.first_seq(), self.log.lines().last()?.last_seq()))
    }

    /// Makes a batch of a range: signs it, verifies it, keeps the activity that says so, and only then gives the file out.
    ///
    /// # Errors
    /// [`ExportError`]
    pub async fn make<L: Medium, J: Medium, S: Sign>(
        &self,
        desk: &Desk<L, J, S>,
        first: u64,
        last: u64,
        moment: &Moment,
    ) -> Result<Exports, ExportError> {
        self.make_for(&Nobody, desk, (first, last), moment).await
    }

    /// The same, in steps that whoever waits is told of, and after each of which they may call it off.
    ///
    /// # Errors
    /// [`ExportError`]; nothing was exported then, and nothing is kept.
    pub async fn make_for<L: Medium, J: Medium, S: Sign>(
        &self,
        waiting: &impl Waiting,
        desk: &Desk<L, J, S>,
        range: (u64, u64),
        moment: &Moment,
    ) -> Result<Exports, ExportError> {
        let (first, last) = self.widened(desk, range);
        let steps = Steps { waiting, of: (last + 1).saturating_sub(first) as usize };
        let unsigned = steps.fix(&self.batch(desk, first, last, moment.at, self.by)?).await?;
        let kiosk_signature = desk.signer().sign(unsigned.kiosk_input().as_bytes()).await?;
        steps.pause(0).await?;
        let office_signature = self.secret.root().sign(unsigned.office_input().as_bytes());
        steps.pause(0).await?;
        let exported = Exported {
            first,
            last,
            visits: self.visits(first, last),
            unread: self.log.unread_in(first, last),
            exported_at: moment.at,
            payload: unsigned.hash(),
            kiosk_signature,
            office_signature,
        };
        let exports = steps.finish(desk, &unsigned, exported, moment.utc_offset_min).await?;
        let act = Act::Exported(exports.exported.clone());
        let activity = Activity { by: self.by.to_owned(), about: vec![], act };
        desk.keep_insisting(Body::Activity(Box::new(activity)), moment).await?;
        Ok(exports)
    }

    /// Makes an old batch again from what its activity record kept.
    ///
    /// # Errors
    /// [`ExportError`]
    pub fn again<L: Medium, J: Medium, S: Sign>(
        &self,
        desk: &Desk<L, J, S>,
        exported: &Exported,
        by: &str,
        utc_offset_min: i32,
    ) -> Result<Exports, ExportError> {
        let unsigned = self.batch(desk, exported.first, exported.last, exported.exported_at, by)?.fix();
        let file = as_it_was(unsigned, exported)?.finish(exported.kiosk_signature, exported.office_signature);
        let report = verdict::verify(&file, std::slice::from_ref(&desk.card));
        given_out(desk, file, report, exported.clone(), utc_offset_min)
    }

    /// The same, in steps as [`Export::make_for`] takes them.
    ///
    /// # Errors
    /// [`ExportError`]
    pub async fn again_for<L: Medium, J: Medium, S: Sign>(
        &self,
        waiting: &impl Waiting,
        desk: &Desk<L, J, S>,
        exported: &Exported,
        by: &str,
        utc_offset_min: i32,
    ) -> Result<Exports, ExportError> {
        let steps = Steps { waiting, of: (exported.last + 1).saturating_sub(exported.first) as usize };
        let batch = self.batch(desk, exported.first, exported.last, exported.exported_at, by)?;
        let unsigned = as_it_was(steps.fix(&batch).await?, exported)?;
        steps.finish(desk, &unsigned, exported.clone(), utc_offset_min).await
    }
}

/// A batch made again has the bytes that it had, or there is none.
fn as_it_was(unsigned: Unsigned, exported: &Exported) -> Result<Unsigned, ExportError> {
    if unsigned.hash() == exported.payload { Ok(unsigned) } else { Err(ExportError::Changed) }
}

/// A file leaves only when the very bytes that will be saved have been verified.
fn given_out<L: Medium, J: Medium, S: Sign>(
    desk: &Desk<L, J, S>,
    file: Vec<u8>,
    report: FileReport,
    exported: Exported,
    utc_offset_min: i32,
) -> Result<Exports, ExportError> {
    if !matches!(report.standing, Standing::Good | Standing::Practice) {
        return Err(ExportError::NotVerified(report.faults));
    }
    let day = exported.exported_at.day(utc_offset_min);
    let name = crate::batch::file_name(&desk.kiosk.kiosk_name, &day, exported.first, exported.last, desk.card.practice);
    Ok(Exports { file, name, exported })
}
