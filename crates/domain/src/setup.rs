//! Setting a kiosk up: an office is made, the kiosk's key certified, and the chain begun with its first record. And beginning again
//! in the same office, when the journal was lost.

use crate::activity::{Act, Activity};
use crate::certificate::{Certificate, KeyHome, chain_start};
use crate::desk::{Desk, KeepError, Moment, Sign};
use crate::entropy::Entropy;
use crate::key_file::{self, KeyFile, KeyFileError, NewOffice};
use crate::keys::{KeyId, PublicKey};
use crate::office::{OfficeCard, OfficeSecret};
use crate::record::{App, Body};
use crate::store::{BeginError, Medium, Vault};
use serde::{Deserialize, Serialize};

/// Name of the slot that holds the key file.
pub const SLOT_KEYS: &str = "keys";
/// Name of the slot that holds the certificate.
pub const SLOT_CERTIFICATE: &str = "certificate";
/// Name of the slot that holds the settings.
pub const SLOT_SETTINGS: &str = "settings";
/// Name of the slot that holds the certificates of the chains before, the latest first, as a list; absent where there was none.
pub const SLOT_BEFORE: &str = "before";

/// What an office can set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Whom to ask: shown after a visit and on every copy.
    pub contact: String,
    /// Up to three support lines.
    #[serde(default)]
    pub support: Vec<String>,
    /// The recovery kit was proved from outside this tablet.
    #[serde(default)]
    pub kit_proved: bool,
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
    /// Somebody says that the tablet was used before and its storage was cleared: the kiosk keys of those chains, as far as anybody knows.
    pub used_before: Option<&'a [KeyId]>,
    /// What the office sets.
    pub settings: &'a Settings,
    /// The program.
    pub app: App,
}

/// Why a kiosk was not set up; nothing is left behind that would stop another try.
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

/// A chain to be begun again in the same office: the journal was lost, and with it the kiosk's key.
pub struct NewChain<'a> {
    /// The office's secret, opened by an administrator.
    pub secret: &'a OfficeSecret,
    /// The administrator.
    pub by: &'a str,
    /// The key file as it stands.
    pub key_file: &'a str,
    /// The certificates of the chains before, the latest first.
    pub before: &'a [String],
    /// The kiosk's name, where no certificate says it.
    pub kiosk_name: &'a str,
    /// The kiosk's new public key.
    pub key: PublicKey,
    /// Where the private half lives.
    pub key_home: KeyHome,
    /// What the office sets, as it stands.
    pub settings: &'a Settings,
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
    let certificate =
        first.certificate(new.kiosk_name, new.key, new.key_home, new.used_before.unwrap_or_default().to_vec(), moment);
    let desk = first.begin(vault, signer, &certificate, moment).await?;
    if new.used_before.is_some() {
        let began = Activity { act: Act::ChainStarted {}, ..first.activity.clone() };
        let seed = Entropy::new(moment.seed).take();
        desk.keep(Body::Activity(Box::new(began)), &Moment { seed, ..moment.clone() }).await?;
    }
    Ok((desk, secret, key_file))
}

/// The certificates as [`Desk::new`] wants them, from what the slots hold.
pub fn certificates(own: String, before: Option<&str>) -> Vec<String> {
    let before: Vec<String> = before.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    [vec![own], before].concat()
}

/// Begins a new chain in the same office and names the chains that it supersedes. What the chain before left in the tablet is set
/// aside, and can be brought back ([`Desk::take_over`]).
pub async fn start_again<L: Medium, J: Medium, S: Sign>(
    vault: Vault<L, J>,
    signer: S,
    new: &NewChain<'_>,
    moment: &Moment,
) -> Result<Desk<L, J, S>, SetUpError> {
    let file = KeyFile::parse(new.key_file)?;
    let before: Vec<Certificate> =
        new.before.iter().filter_map(|text| Certificate::verify(text, &file.card.root).ok()).collect();
    let kiosk_name = before.first().map_or(new.kiosk_name, |last| &last.kiosk_name);
    let mut supersedes: Vec<KeyId> = Vec::new();
    for kid in before.iter().flat_map(|one| [&[one.key.kid()][..], &one.supersedes].concat()) {
        if !supersedes.contains(&kid) {
            supersedes.push(kid);
        }
    }
    let first = First {
        secret: new.secret,
        card: file.card,
        key_file: new.key_file,
        before: new.before,
        settings: new.settings,
        app: &new.app,
        activity: Activity { by: new.by.to_owned(), about: vec![], act: Act::ChainStarted {} },
    };
    let certificate = first.certificate(kiosk_name, new.key, new.key_home, supersedes, moment);
    first.begin(vault, signer, &certificate, moment).await
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
        vault.begin(&chain_start(certificate).to_string(), &slots).await?;
        let certificates = [&[certificate.to_owned()], self.before].concat();
        let desk = Desk::new(vault, signer, certificates, self.card.clone(), self.app.clone())
            .ok_or(KeyFileError::Contradiction)?;
        desk.keep(Body::Activity(Box::new(self.activity.clone())), moment).await?;
        Ok(desk)
    }
}
