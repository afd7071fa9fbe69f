//! Setting a kiosk up: an office is made, the kiosk's key certified, and the chain begun with its first record.

use crate::activity::{Act, Activity};
use crate::certificate::{Certificate, KeyHome, chain_start};
use crate::desk::{Desk, KeepError, Moment, Sign};
use crate::entropy::Entropy;
use crate::key_file::{self, KeyFileError, NewOffice};
use crate::keys::PublicKey;
use crate::office::OfficeSecret;
use crate::record::{App, Body};
use crate::store::{BeginError, Medium, Vault};
use serde::{Deserialize, Serialize};

/// Name of the slot that holds the key file.
pub const SLOT_KEYS: &str = "keys";
/// Name of the slot that holds the certificate.
pub const SLOT_CERTIFICATE: &str = "certificate";
/// Name of the slot that holds the settings.
pub const SLOT_SETTINGS: &str = "settings";

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

/// Sets a kiosk up. It ends when keys, certificate, settings and the first record were read back.
pub async fn set_up<L: Medium, J: Medium, S: Sign>(
    vault: Vault<L, J>,
    signer: S,
    new: &NewKiosk<'_>,
    moment: &Moment,
    seed: [u8; 32],
) -> Result<(Desk<L, J, S>, OfficeSecret, String), SetUpError> {
    let (secret, key_file) = key_file::create(&new.office, &mut Entropy::new(seed))?;
    let card = secret.card(new.office.name, new.office.practice);
    let certificate = Certificate {
        v: 1,
        kiosk_name: new.kiosk_name.to_owned(),
        key: new.key,
        key_home: new.key_home,
        office: card.root.kid(),
        issued_at: moment.at,
        supersedes: vec![],
        practice: new.office.practice,
    }
    .issue(secret.root());
    let settings = serde_json::to_string(new.settings).expect("settings hold only strings and booleans");
    let slots =
        [(SLOT_KEYS, key_file.as_str()), (SLOT_CERTIFICATE, certificate.as_str()), (SLOT_SETTINGS, settings.as_str())];
    vault.begin(&chain_start(&certificate).to_string(), &slots).await?;
    let desk = Desk::new(vault, signer, certificate, card, new.app.clone()).ok_or(KeyFileError::Contradiction)?;
    let act = Act::SetUp { kiosk_name: new.kiosk_name.to_owned() };
    let activity = Activity { by: new.office.administrator.to_owned(), about: vec![], act };
    desk.keep(Body::Activity(Box::new(activity)), moment).await?;
    Ok((desk, secret, key_file))
}
