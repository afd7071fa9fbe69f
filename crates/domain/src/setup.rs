//! Setting a kiosk up: an office is made, the kiosk's key certified, and the chain begun with its first record. And beginning again
//! in the same office, when the journal was lost.

use crate::activity::{Act, Activity};
use crate::certificate::{Certificate, KeyHome, chain_start};
use crate::desk::{Desk, KeepError, Moment, Sign, SignFailed};
use crate::entropy::Entropy;
use crate::key_file::{self, KeyFile, KeyFileError, NewOffice};
use crate::keys::{KeyId, PublicKey};
use crate::office::{OfficeCard, OfficeSecret};
use crate::proofread::agreed;
use crate::record::{App, Body};
use crate::settings::Settings;
use crate::store::{BeginError, Medium, MediumError, Vault};

mod follows;

pub use follows::Follows;

/// Name of the slot that holds the key file.
pub const SLOT_KEYS: &str = "keys";
/// Name of the slot that holds the certificate.
pub const SLOT_CERTIFICATE: &str = "certificate";
/// Name of the slot that holds the settings.
pub const SLOT_SETTINGS: &str = "settings";
/// Name of the slot that holds the certificates of the chains before, the latest first, as a list; absent where there was none.
pub const SLOT_BEFORE: &str = "before";

/// What a key signs to show itself. It has spaces, so that it can be taken for no signing input of a JWS.
const TRIAL: &[u8] = b"inkseal/1: is this the key on the certificate?";

/// What set-up left in the vault.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// The key file, as signed.
    pub key_file: String,
    /// The kiosk's certificate and those of its chains before, the latest first, as [`Desk::new`] wants them. None: it is gone.
    pub certificates: Vec<String>,
    /// The settings; where they cannot be read, as they are before anybody sets them.
    pub settings: Settings,
}

impl SetUp {
    /// Reads it; `None` where no key file is there.
    ///
    /// # Errors
    /// When a medium cannot be read.
    pub async fn read<L: Medium, J: Medium>(vault: &Vault<L, J>) -> Result<Option<Self>, MediumError> {
        let slot = async |name| vault.slot(name).await.map(|slot| slot.map(|slot| slot.value));
        let Some(key_file) = slot(SLOT_KEYS).await? else { return Ok(None) };
        let own = slot(SLOT_CERTIFICATE).await?;
        let before = slot(SLOT_BEFORE).await?;
        let settings = slot(SLOT_SETTINGS).await?.and_then(|text| serde_json::from_str(&text).ok());
        let list = |text: &str| serde_json::from_str::<Vec<String>>(text).unwrap_or_default();
        let mut certificates: Vec<String> =
            own.into_iter().chain(before.as_deref().map(list).unwrap_or_default()).collect();
        // Where these had no room on the medium that is left, they are all the same among what was set aside.
        let aside = vault.slot_before(SLOT_CERTIFICATE).map(str::to_owned);
        let aside: Vec<String> = aside.chain(vault.slot_before(SLOT_BEFORE).flat_map(list)).collect();
        for text in superseded(&key_file, &certificates, aside) {
            if !certificates.contains(&text) {
                certificates.push(text);
            }
        }
        Ok(Some(Self { key_file, certificates, settings: settings.unwrap_or_default() }))
    }

    /// The certificate that is left, where it is this office's.
    fn certificate(&self) -> Option<Certificate> {
        let card = KeyFile::parse(&self.key_file).ok()?.card;
        Certificate::verify(self.certificates.first()?, &card.root).ok()
    }

    /// Whose key the certificate that is left names.
    pub fn key_id(&self) -> Option<KeyId> {
        Some(self.certificate()?.key.kid())
    }

    /// Whether a key is the one on the certificate that is left, tried by a signature. Where it is not, its chain cannot go on.
    ///
    /// # Errors
    /// When the key does not sign at all.
    pub async fn is_key(&self, signer: &impl Sign) -> Result<bool, SignFailed> {
        let Some(certificate) = self.certificate() else { return Ok(false) };
        let signature = signer.sign(TRIAL).await?;
        Ok(certificate.key.verify(TRIAL, &signature).is_ok())
    }
}

/// Of certificates those of this office that the kiosk's own supersedes; where that one is gone, all of this office.
fn superseded(key_file: &str, known: &[String], aside: Vec<String>) -> Vec<String> {
    let Ok(file) = KeyFile::parse(key_file) else { return vec![] };
    let read = |text: &String| Certificate::verify(text, &file.card.root).ok();
    let own = known.first().and_then(read);
    let is_before = |other: Certificate| own.as_ref().is_none_or(|own| own.supersedes.contains(&other.key.kid()));
    aside.into_iter().filter(|text| read(text).is_some_and(is_before)).collect()
}

/// A kiosk to be.
pub struct NewKiosk<'a> {
    /// Its office.
    pub office: NewOffice<'a>,
    /// Its name.
    pub kiosk_name: &'a str,
    /// Its public key.
    pub key: PublicKey,
    /// Where the private half lives.
    pub key_home: KeyHome,
    /// What the office sets.
    pub settings: &'a Settings,
    /// The program.
    pub app: App,
    /// The keys of the kiosk that the tablet was before its storage was cleared, as far as somebody could say ([`Follows`]).
    pub supersedes: &'a [KeyId],
}

/// Why a kiosk was not set up. Where the last call failed, its chain may stand all the same: only the journal can say.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// The keys.
    #[error(transparent)]
    Keys(#[from] KeyFileError),
    /// The store.
    #[error(transparent)]
    Begin(#[from] BeginError),
    /// The first record.
    #[error(transparent)]
    Keep(#[from] KeepError),
}

/// A chain to be begun in an office that there is: the kiosk's key was lost, alone or with the journal, or the tablet is another one.
pub struct NewChain<'a> {
    /// The office's secret, opened by an administrator.
    pub secret: &'a OfficeSecret,
    /// The administrator.
    pub by: &'a str,
    /// What stands of the chain before.
    pub left: &'a SetUp,
    /// The kiosk's new public key.
    pub key: PublicKey,
    /// Where the private half lives.
    pub key_home: KeyHome,
    /// The program.
    pub app: App,
}

/// Sets a kiosk up. It ends when keys, certificate, settings and the first record were read back.
pub async fn set_up<L: Medium, J: Medium, S: Sign>(
    vault: Vault<L, J>,
    signer: S,
    new: &NewKiosk<'_>,
    moment: &Moment,
    seed: [u8; 32],
) -> Result<(Desk<L, J, S>, OfficeSecret, String), SetUpError> {
    let (secret, key_file) = key_file::create(&new.office, &mut Entropy::new(seed))?;
    key_file::try_doors(&key_file, &secret, &new.office)?;
    let first = First {
        secret: &secret,
        card: secret.card(new.office.name, new.office.practice),
        key_file: &key_file,
        before: &[],
        settings: new.settings,
        app: &new.app,
        activity: Activity {
            by: new.office.administrator.to_owned(),
            about: vec![],
            act: Act::SetUp { kiosk_name: new.kiosk_name.to_owned() },
        },
    };
    let certificate = first.certificate(new.kiosk_name, new.key, new.key_home, new.supersedes.to_vec(), moment);
    let desk = first.begin(vault, signer, &certificate, moment).await?;
    Ok((desk, secret, key_file))
}

/// Begins a new chain in the same office and names the chains that it supersedes. What the chain before left in the tablet is set
/// aside, and can be brought back ([`Desk::taking_over`]). Where no certificate says the kiosk's name, it is the office's.
pub async fn start_again<L: Medium, J: Medium, S: Sign>(
    vault: Vault<L, J>,
    signer: S,
    new: &NewChain<'_>,
    moment: &Moment,
) -> Result<Desk<L, J, S>, SetUpError> {
    let card = KeyFile::parse(&new.left.key_file)?.card;
    let before: Vec<Certificate> =
        new.left.certificates.iter().filter_map(|text| Certificate::verify(text, &card.root).ok()).collect();
    let kiosk_name = before.first().map_or(&card.name, |last| &last.kiosk_name).clone();
    let mut supersedes: Vec<KeyId> = Vec::new();
    for kid in before.iter().flat_map(|one| [&[one.key.kid()][..], &one.supersedes].concat()) {
        if !supersedes.contains(&kid) {
            supersedes.push(kid);
        }
    }
    new.begin(vault, signer, (&kiosk_name, supersedes), Act::ChainStarted {}, moment).await
}

/// Goes on in an office on another tablet, from its key file: a kiosk of that name, with a key and a chain of its own. `supersedes` has the keys
/// of the kiosk in whose place it comes, as far as somebody could say ([`Follows`]).
pub async fn start_elsewhere<L: Medium, J: Medium, S: Sign>(
    vault: Vault<L, J>,
    signer: S,
    new: &NewChain<'_>,
    (kiosk_name, supersedes): (&str, &[KeyId]),
    moment: &Moment,
) -> Result<Desk<L, J, S>, SetUpError> {
    let act = Act::SetUp { kiosk_name: kiosk_name.to_owned() };
    new.begin(vault, signer, (kiosk_name, supersedes.to_vec()), act, moment).await
}

impl NewChain<'_> {
    async fn begin<L: Medium, J: Medium, S: Sign>(
        &self,
        vault: Vault<L, J>,
        signer: S,
        (kiosk_name, supersedes): (&str, Vec<KeyId>),
        act: Act,
        moment: &Moment,
    ) -> Result<Desk<L, J, S>, SetUpError> {
        let first = First {
            secret: self.secret,
            card: KeyFile::parse(&self.left.key_file)?.card,
            key_file: &self.left.key_file,
            before: &self.left.certificates,
            settings: &self.left.settings,
            app: &self.app,
            activity: Activity { by: self.by.to_owned(), about: vec![], act },
        };
        let certificate = first.certificate(kiosk_name, self.key, self.key_home, supersedes, moment);
        first.begin(vault, signer, &certificate, moment).await
    }
}

/// What a chain begins with.
struct First<'a> {
    secret: &'a OfficeSecret,
    card: OfficeCard,
    key_file: &'a str,
    before: &'a [String],
    settings: &'a Settings,
    app: &'a App,
    activity: Activity,
}

impl First<'_> {
    fn certificate(
        &self,
        kiosk_name: &str,
        key: PublicKey,
        key_home: KeyHome,
        supersedes: Vec<KeyId>,
        moment: &Moment,
    ) -> String {
        let certificate = Certificate {
            v: 1,
            kiosk_name: kiosk_name.to_owned(),
            key,
            key_home,
            office: self.card.root.kid(),
            issued_at: moment.at,
            supersedes,
            practice: self.card.practice,
        };
        certificate.issue(self.secret.root())
    }

    async fn begin<L: Medium, J: Medium, S: Sign>(
        &self,
        vault: Vault<L, J>,
        signer: S,
        certificate: &str,
        moment: &Moment,
    ) -> Result<Desk<L, J, S>, SetUpError> {
        let settings = serde_json::to_string(self.settings).expect("settings hold only strings and booleans");
        let before = serde_json::to_string(self.before).expect("a list of strings is JSON");
        let mut slots = vec![(SLOT_KEYS, self.key_file), (SLOT_CERTIFICATE, certificate), (SLOT_SETTINGS, &settings)];
        if !self.before.is_empty() {
            slots.push((SLOT_BEFORE, &before));
        }
        Certificate::verify(certificate, &self.card.root).map_err(|_| KeyFileError::Contradiction)?;
        let start = agreed(|| Some(chain_start(certificate))).ok_or(KeepError::Miscomputed)?;
        vault.begin(&start.to_string(), &slots).await?;
        let certificates = [&[certificate.to_owned()], self.before].concat();
        let desk = Desk::new(vault, signer, certificates, self.card.clone(), self.app.clone())
            .ok_or(KeyFileError::Contradiction)?;
        desk.keep(Body::Activity(Box::new(self.activity.clone())), moment).await?;
        Ok(desk)
    }
}
