//! A kiosk that is set up: it keeps what happens. What happened is stamped, signed, sealed and stored, in that order, and only the
//! store's answer makes it a record.

use crate::certificate::Certificate;
use crate::codec::{Fixed, Hash, SignatureBytes};
use crate::entropy::Entropy;
use crate::flow::Receipt;
use crate::instant::Instant;
use crate::keys::MemoryKey;
use crate::lineage::Lineage;
use crate::log::{Log, Opening};
use crate::office::{OfficeCard, OfficeSecret};
use crate::proofread::insist;
use crate::record::{App, Body, Clock, ClockFlag, Stamp};
use crate::seal::{Proved, Unsigned};
use crate::slip::Slip;
use crate::store::{AppendError, Entry, Head, Medium, MediumError, Vault};
use crate::{code, jws, record, seal};

/// The kiosk's signing key, wherever it lives.
#[expect(async_fn_in_trait, reason = "one thread: a browser tab, or a test that blocks")]
pub trait Sign {
    /// Signs with Ed25519.
    async fn sign(&self, message: &[u8]) -> Result<SignatureBytes, SignFailed>;
}

/// The key did not sign; the engine's words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the kiosk's key did not sign: {0}")]
pub struct SignFailed(pub String);

impl Sign for MemoryKey {
    async fn sign(&self, message: &[u8]) -> Result<SignatureBytes, SignFailed> {
        Ok(MemoryKey::sign(self, message))
    }
}

/// When something happens, and the random bytes for it.
#[derive(Debug, Clone)]
pub struct Moment {
    /// The clock.
    pub at: Instant,
    /// The wall clock, minutes east of UTC.
    pub utc_offset_min: i32,
    /// Name of this run of the page.
    pub session: String,
    /// What is wrong with the clock, as far as the page can tell.
    pub flags: Vec<ClockFlag>,
    /// 32 bytes from the operating system, used for this moment only.
    pub seed: [u8; 32],
}

/// A kiosk that is set up.
#[derive(Debug)]
pub struct Desk<L, J, S> {
    vault: Vault<L, J>,
    signer: S,
    certificates: Vec<String>,
    lineage: Lineage,
    /// What the certificate says.
    pub kiosk: Certificate,
    /// The office's public card.
    pub card: OfficeCard,
    app: App,
}

/// A record that is durable.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The record.
    pub proved: Proved,
    /// Whether the second copy was written too.
    pub local_copy: bool,
}

/// A record that the store did not acknowledge. It may be there all the same.
#[derive(Debug, Clone)]
pub struct Unstored {
    /// The record.
    pub proved: Proved,
    entry: Entry,
}

/// Why something was not kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// There is no chain to add to.
    #[error("the kiosk has no chain yet")]
    NoChain,
    /// The key.
    #[error(transparent)]
    Sign(#[from] SignFailed),
    /// The key is not the one on the certificate.
    #[error("the kiosk's key is not the one on its certificate")]
    OtherKey,
    /// The engine does not come to the same result twice ([`crate::proofread`]).
    #[error("this browser does not compute the same twice")]
    Miscomputed,
    /// The store. The record is given back, signed and sealed, so that it can be rescued or stored again.
    #[error("the record could not be stored: {cause}")]
    Store {
        /// Why.
        cause: AppendError,
        /// The record.
        unstored: Box<Unstored>,
    },
}

/// How often a record is built anew when another writer was faster.
pub(crate) const TRIES: usize = 5;

impl<L: Medium, J: Medium, S: Sign> Desk<L, J, S> {
    /// Puts vault, key and certificates together: the kiosk's own first, then those of its chains before. `None` when the first is not
    /// this office's.
    pub fn new(vault: Vault<L, J>, signer: S, certificates: Vec<String>, card: OfficeCard, app: App) -> Option<Self> {
        let kiosk = Certificate::verify(certificates.first()?, &card.root).ok()?;
        let lineage = Lineage::of(&kiosk, &certificates[1..], &card.root);
        Some(Self { vault, signer, certificates, lineage, kiosk, card, app })
    }

    /// The certificate as signed.
    pub fn certificate(&self) -> &str {
        &self.certificates[0]
    }

    /// The certificate, and those of the chains before, as signed.
    pub fn certificates(&self) -> &[String] {
        &self.certificates
    }

    /// Whose signatures count here.
    pub fn lineage(&self) -> &Lineage {
        &self.lineage
    }

    /// The store.
    pub fn vault(&self) -> &Vault<L, J> {
        &self.vault
    }

    /// The kiosk's key.
    pub fn signer(&self) -> &S {
        &self.signer
    }

    /// Keeps what happened. When it returns, the record is durable and was read back.
    pub async fn keep(&self, body: Body, moment: &Moment) -> Result<Kept, KeepError> {
        let mut entropy = Entropy::new(moment.seed);
        let id = entropy.take();
        self.keep_as(id, body, moment, &mut entropy).await
    }

    /// The same, and where the store does not acknowledge it, the very same record once more. For what people are told has failed: it must
    /// not stand there all the same.
    ///
    /// # Errors
    /// [`KeepError`]
    pub async fn keep_insisting(&self, body: Body, moment: &Moment) -> Result<Kept, KeepError> {
        match self.keep(body.clone(), moment).await {
            Err(KeepError::Store { unstored, .. }) => self.keep_again(&unstored, body, moment).await,
            kept => kept,
        }
    }

    /// Keeps it under this id, however often it is built anew: what was made of it before (a file that somebody has) is then known to be
    /// the same.
    async fn keep_as(
        &self,
        id: [u8; 16],
        body: Body,
        moment: &Moment,
        entropy: &mut Entropy,
    ) -> Result<Kept, KeepError> {
        let mut refused = KeepError::NoChain;
        for _ in 0..TRIES {
            let (proved, entry) = self.prepare_as(id, body.clone(), moment, entropy).await?;
            match self.vault.append(&entry).await {
                Ok(appended) => {
                    return Ok(Kept { proved, local_copy: appended.local_copy });
                }
                Err(cause) => {
                    let again = cause.is_overtaken();
                    refused = KeepError::Store { cause, unstored: Box::new(Unstored { proved, entry }) };
                    if !again {
                        break;
                    }
                }
            }
        }
        Err(refused)
    }

    /// Keeps the very record that was not acknowledged before, so that it can never stand there twice. Where another record
    /// has its place by now, it was not stored, and `body` is kept as a new one under the same id.
    ///
    /// # Errors
    /// [`KeepError`]; `unstored` is then still what to try again with, unless the error has a newer one.
    pub async fn keep_again(&self, unstored: &Unstored, body: Body, moment: &Moment) -> Result<Kept, KeepError> {
        match self.vault.append(&unstored.entry).await {
            Ok(appended) => Ok(Kept { proved: unstored.proved.clone(), local_copy: appended.local_copy }),
            Err(cause) if cause.is_overtaken() => {
                let mut entropy = Entropy::new(moment.seed);
                let id = record::id_bytes(&unstored.proved.record().id).unwrap_or_else(|| entropy.take());
                self.keep_as(id, body, moment, &mut entropy).await
            }
            Err(cause) => Err(KeepError::Store { cause, unstored: Box::new(unstored.clone()) }),
        }
    }

    /// Keeps it as the record after `head` or not at all, for whoever has seen everything up to there and found that it is missing. Where
    /// the store does not acknowledge it, the very same record once more.
    pub(crate) async fn keep_after(
        &self,
        head: &Head,
        body: Body,
        moment: &Moment,
        entropy: &mut Entropy,
    ) -> Result<Kept, KeepError> {
        let id = entropy.take();
        let (proved, entry) = self.prepare_after(head, id, body, moment, entropy).await?;
        let appended = match self.vault.append(&entry).await {
            Err(cause) if !cause.is_overtaken() => self.vault.append(&entry).await,
            done => done,
        };
        match appended {
            Ok(appended) => Ok(Kept { proved, local_copy: appended.local_copy }),
            Err(cause) => Err(KeepError::Store { cause, unstored: Box::new(Unstored { proved, entry }) }),
        }
    }

    /// Stamps, signs and seals what happened as the record after the head.
    pub async fn prepare(
        &self,
        body: Body,
        moment: &Moment,
        entropy: &mut Entropy,
    ) -> Result<(Proved, Entry), KeepError> {
        let id = entropy.take();
        self.prepare_as(id, body, moment, entropy).await
    }

    async fn prepare_as(
        &self,
        id: [u8; 16],
        body: Body,
        moment: &Moment,
        entropy: &mut Entropy,
    ) -> Result<(Proved, Entry), KeepError> {
        let head = self.vault.head().ok_or(KeepError::NoChain)?;
        self.prepare_after(&head, id, body, moment, entropy).await
    }

    async fn prepare_after(
        &self,
        head: &Head,
        id: [u8; 16],
        body: Body,
        moment: &Moment,
        entropy: &mut Entropy,
    ) -> Result<(Proved, Entry), KeepError> {
        let prev: Hash = Fixed::parse(&head.hash).ok_or(KeepError::NoChain)?;
        let stamp = Stamp {
            id,
            kiosk: self.kiosk.key.kid(),
            seq: head.seq + 1,
            prev,
            at: moment.at,
            utc_offset_min: moment.utc_offset_min,
            clock: Clock { session: moment.session.clone(), flags: moment.flags.clone() },
            app: self.app.clone(),
        };
        let unsigned = Unsigned::new(stamp, body).ok_or(KeepError::Miscomputed)?;
        let signature = self.signer.sign(unsigned.signing_input().as_bytes()).await?;
        let proved = unsigned.prove(&self.lineage, &signature).map_err(|_| KeepError::OtherKey)?;
        let entry = proved.seal(&self.card.reading, entropy).ok_or(KeepError::Miscomputed)?;
        Ok((proved, entry))
    }

    /// The kiosk's word that it has this record, for its signer to take away.
    ///
    /// # Errors
    /// [`SignFailed`]; also when what was signed does not hold, as an engine that computes wrongly may have it.
    pub async fn slip(&self, proved: &Proved) -> Result<String, SignFailed> {
        let input = Slip::of(proved).signing_input(&self.kiosk.key.kid());
        let slip = jws::compact(&input, &self.signer.sign(input.as_bytes()).await?);
        insist(|| Slip::verify(&slip, &self.kiosk.key)).map_err(|error| SignFailed(error.to_string()))?;
        Ok(slip)
    }

    /// Opens everything that is stored, with the office's reading key.
    pub async fn open(&self, secret: &OfficeSecret) -> Result<Log, MediumError> {
        let mut opening = self.opening(&Log::default()).await?;
        opening.step(usize::MAX, secret, &self.lineage);
        Ok(opening.finish())
    }

    /// Begins to open everything that is stored; what `before` has is not opened again.
    pub async fn opening(&self, before: &Log) -> Result<Opening, MediumError> {
        Ok(Opening::new(self.vault.seen().await?, before, &self.lineage))
    }

    /// Opens one stored record.
    pub fn open_one(&self, entry: &Entry, secret: &OfficeSecret) -> Result<Proved, seal::OpenError> {
        Proved::open(entry, secret.reading(), &self.lineage)
    }
}

impl Kept {
    /// What the signer is told.
    pub fn receipt(&self) -> Receipt {
        let record = self.proved.record();
        Receipt {
            id: record.id.clone(),
            seq: record.seq,
            code: code::record_code(self.proved.hash()),
            hash: *self.proved.hash(),
            at: record.at,
            utc_offset_min: record.utc_offset_min,
        }
    }
}
