//! The steps of an export. None of them keeps anything, so that it may be called off between any two of them.

use super::{ExportError, Exports, given_out};
use crate::activity::Exported;
use crate::batch::{Batch, Unsigned};
use crate::desk::{Desk, Sign};
use crate::store::Medium;
use crate::verdict::Verifying;

/// How many records are verified in one step: about a tenth of a second on a slow tablet.
const SLICE: usize = 40;

/// Whoever waits for an export.
#[expect(async_fn_in_trait, reason = "one thread: a browser tab, or a test that blocks")]
pub trait Waiting {
    /// Told between two steps how many records of the file are verified, and of how many. Returns whether the export goes on.
    async fn goes_on(&self, verified: usize, of: usize) -> bool;
}

/// An export that nobody watches and nobody calls off.
pub(super) struct Nobody;

impl Waiting for Nobody {
    async fn goes_on(&self, _: usize, _: usize) -> bool {
        true
    }
}

/// An export of so many records, for somebody who waits.
pub(super) struct Steps<'a, W> {
    pub(super) waiting: &'a W,
    pub(super) of: usize,
}

impl<W: Waiting> Steps<'_, W> {
    pub(super) async fn pause(&self, verified: usize) -> Result<(), ExportError> {
        if self.waiting.goes_on(verified, self.of).await { Ok(()) } else { Err(ExportError::CalledOff) }
    }

    /// Fixes the bytes of a batch that was just put together.
    pub(super) async fn fix(&self, batch: &Batch) -> Result<Unsigned, ExportError> {
        self.pause(0).await?;
        let unsigned = batch.fix();
        self.pause(0).await?;
        Ok(unsigned)
    }

    /// Joins the signatures and verifies the very bytes that will be saved.
    pub(super) async fn finish<L: Medium, J: Medium, S: Sign>(
        &self,
        desk: &Desk<L, J, S>,
        unsigned: &Unsigned,
        exported: Exported,
        utc_offset_min: i32,
    ) -> Result<Exports, ExportError> {
        let file = unsigned.finish(exported.kiosk_signature, exported.office_signature);
        self.pause(0).await?;
        let mut verifying = Verifying::new(&file, std::slice::from_ref(&desk.card));
        self.pause(0).await?;
        while verifying.step(SLICE) {
            self.pause(verifying.progress().0).await?;
        }
        self.pause(self.of).await?;
        given_out(desk, file, verifying.finish(), exported, utc_offset_min)
    }
}
