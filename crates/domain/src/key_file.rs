//! The key file: the office's secret, encrypted once under a random key, and that key sealed to each administrator and to the
//! recovery kit; the list of recipients is signed by the office root. Somebody comes, goes or has another passphrase: `people`.

mod backup;
mod people;

pub use backup::{KEYS_MAX_BYTES, keys_file_name, keys_from_file, keys_to_file};
pub use people::{MOST_ADMINISTRATORS, PeopleError};

use crate::codec::Fixed;
use crate::entropy::Entropy;
use crate::hpke_box::{BoxPublic, BoxSecret, SealedBox};
use crate::jws::{self, JwsError, Typ};
use crate::office::{OfficeCard, OfficeSecret};
use crate::passphrase::{self, Stretch, UnwrapError, Wrapped};
use crate::proofread::insist;
use crate::{codec, jcs};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use people::Person;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The key file's content; as stored it is a compact JWS by the office root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFile {
    /// Format version, 1.
    pub v: u32,
    /// The office's public card.
    pub card: OfficeCard,
    nonce: Fixed<12>,
    secret: Fixed<80>,
    /// The administrators, by name.
    pub administrators: Vec<Administrator>,
    kit: Recipient,
}

/// One who can open the office's secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipient {
    key: BoxPublic,
    enc: Fixed<32>,
    ct: Fixed<48>,
}

/// An administrator: a recipient whose private key is wrapped under a passphrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Administrator {
    /// As the activity log names them.
    pub name: String,
    recipient: Recipient,
    wrapped: Wrapped,
}

/// Why a key file did not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    /// Its signature does not hold: the list of recipients may have been altered.
    #[error("the key file is not what the office signed: {0}")]
    Jws(#[from] JwsError),
    /// Its content is not a key file.
    #[error("not a key file: {0}")]
    Shape(String),
    /// Nobody of that name.
    #[error("no administrator of that name")]
    NoSuchAdministrator,
    /// The passphrase.
    #[error(transparent)]
    Unwrap(#[from] UnwrapError),
    /// The words are not a recovery kit, or not of this office.
    #[error("these words do not open this office")]
    WrongKit,
    /// It opened, but what was inside does not fit the card.
    #[error("the key file contradicts itself")]
    Contradiction,
}

/// What set-up needs to know.
pub struct NewOffice<'a> {
    /// The office's name.
    pub name: &'a str,
    /// The first administrator's name.
    pub administrator: &'a str,
    /// Their passphrase.
    pub passphrase: &'a str,
    /// The kit's twelve words.
    pub kit: &'a str,
    /// Argon2id's costs.
    pub stretch: Stretch,
    /// Whether it is for practice.
    pub practice: bool,
}

/// Makes an office: its secret, and the signed key file that opens it.
pub fn create(new: &NewOffice, entropy: &mut Entropy) -> Result<(OfficeSecret, String), KeyFileError> {
    let secret = OfficeSecret::generate(entropy);
    let kit = passphrase::kit_key(new.kit).ok_or(KeyFileError::WrongKit)?;
    let card = secret.card(new.name, new.practice);
    let first = Person::new(new.administrator, new.passphrase, new.stretch, entropy)?;
    let file = KeyFile::around(&secret, card, vec![first], kit.public(), entropy)?;
    let text = file.sign(&secret);
    Ok((secret, text))
}

/// Tries whether the passphrase and the kit open what was just made: nobody could put it right later.
pub fn try_doors(key_file: &str, secret: &OfficeSecret, new: &NewOffice) -> Result<(), KeyFileError> {
    let file = insist(|| KeyFile::parse(key_file))?;
    for typed in [new.passphrase, new.kit] {
        let (opened, _) = insist(|| file.open_with_words(new.administrator, typed))?;
        must_be(&opened, secret)?;
    }
    Ok(())
}

/// A door that opens must lead to that very secret.
fn must_be(opened: &OfficeSecret, secret: &OfficeSecret) -> Result<(), KeyFileError> {
    let is_it = *Zeroizing::new(opened.to_bytes()) == *Zeroizing::new(secret.to_bytes());
    if is_it { Ok(()) } else { Err(KeyFileError::Contradiction) }
}

impl Recipient {
    fn seal(
        card: &OfficeCard,
        key: BoxPublic,
        content_key: &[u8; 32],
        entropy: &mut Entropy,
    ) -> Result<Self, KeyFileError> {
        let sealed = key.seal(&info(card), content_key, entropy).map_err(|_| KeyFileError::Contradiction)?;
        let wrong = |_| KeyFileError::Contradiction;
        Ok(Self {
            key,
            enc: Fixed(sealed.enc.try_into().map_err(wrong)?),
            ct: Fixed(sealed.ct.try_into().map_err(wrong)?),
        })
    }

    fn open(&self, card: &OfficeCard, secret: &BoxSecret) -> Option<Zeroizing<[u8; 32]>> {
        let sealed = SealedBox { enc: self.enc.0.to_vec(), ct: self.ct.0.to_vec() };
        let key = Zeroizing::new(insist(|| secret.open(&info(card), &sealed)).ok()?);
        key.as_slice().try_into().ok().map(Zeroizing::new)
    }
}

/// Binds a recipient's share to its office.
fn info(card: &OfficeCard) -> Vec<u8> {
    format!("inkseal/1/recipient|{}", card.root.kid()).into_bytes()
}

impl KeyFile {
    fn sign(&self, secret: &OfficeSecret) -> String {
        let payload = jcs::to_vec(self).expect("a key file holds only strings and small integers");
        jws::sign(Typ::Recipients, secret.root(), &payload)
    }

    /// Reads a key file and checks that the office on its card signed it.
    pub fn parse(text: &str) -> Result<Self, KeyFileError> {
        let unverified = jws::Unverified::parse(text, Typ::Recipients)?;
        // The card inside names the key; whether it is the right office is for the certificate to say.
        let payload = text.split('.').nth(1).and_then(codec::unb64).ok_or(JwsError::Form)?;
        let file: Self = serde_json::from_slice(&payload).map_err(|e| KeyFileError::Shape(e.to_string()))?;
        unverified.verify(&file.card.root)?;
        Ok(file)
    }

    /// The administrators' names.
    pub fn names(&self) -> Vec<String> {
        self.administrators.iter().map(|administrator| administrator.name.clone()).collect()
    }

    /// Opens the office's secret with an administrator's passphrase.
    pub fn unlock(&self, name: &str, typed: &str) -> Result<OfficeSecret, KeyFileError> {
        let administrator =
            self.administrators.iter().find(|a| a.name == name).ok_or(KeyFileError::NoSuchAdministrator)?;
        let own = BoxSecret::from_bytes(*passphrase::unwrap(&administrator.wrapped, typed)?);
        let content_key = administrator.recipient.open(&self.card, &own).ok_or(KeyFileError::Contradiction)?;
        self.open(&content_key)
    }

    /// Opens the office's secret with whatever words were typed: as many as a kit has are the kit's, any others a passphrase of `name`.
    ///
    /// # Errors
    /// [`KeyFileError`]
    pub fn open_with_words(&self, name: &str, typed: &str) -> Result<(OfficeSecret, OpenedBy), KeyFileError> {
        if passphrase::normalise(typed).split_whitespace().count() == passphrase::KIT_WORDS {
            Ok((self.open_with_kit(typed)?, OpenedBy::Kit))
        } else {
            Ok((self.unlock(name, typed)?, OpenedBy::Passphrase))
        }
    }

    /// Opens the office's secret with the recovery kit's words.
    pub fn open_with_kit(&self, typed: &str) -> Result<OfficeSecret, KeyFileError> {
        let kit = passphrase::kit_key(typed).ok_or(KeyFileError::WrongKit)?;
        let content_key = self.kit.open(&self.card, &kit).ok_or(KeyFileError::WrongKit)?;
        self.open(&content_key)
    }

    fn open(&self, content_key: &[u8; 32]) -> Result<OfficeSecret, KeyFileError> {
        let plain = ChaCha20Poly1305::new(&Key::from(*content_key))
            .decrypt(&Nonce::from(self.nonce.0), self.secret.0.as_slice())
            .map_err(|_| KeyFileError::Contradiction)?;
        let plain = Zeroizing::new(plain);
        let bytes: &[u8; 64] = plain.as_slice().try_into().map_err(|_| KeyFileError::Contradiction)?;
        let secret = OfficeSecret::from_bytes(bytes);
        if secret.card(&self.card.name, self.card.practice) == self.card {
            Ok(secret)
        } else {
            Err(KeyFileError::Contradiction)
        }
    }
}

/// What opened the office's secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenedBy {
    /// An administrator's passphrase.
    Passphrase,
    /// The recovery kit.
    Kit,
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn office() -> (OfficeSecret, String, Zeroizing<String>) {
        let mut entropy = Entropy::new([1; 32]);
        let kit = passphrase::generate_kit(&mut entropy);
        let new = NewOffice {
            name: "Sample Office",
            administrator: "Sample Administrator",
            passphrase: "one two three",
            kit: &kit,
            stretch: Stretch { memory_kib: 64, passes: 1 },
            practice: false,
        };
        let (secret, text) = create(&new, &mut entropy).expect("an office");
        (secret, text, kit)
    }

    #[test]
    fn the_passphrase_and_the_kit_open_the_same_office() {
        let (secret, text, kit) = office();
        let file = KeyFile::parse(&text).expect("a key file");
        let unlocked = file.unlock("Sample Administrator", "one two three").expect("unlocks");
        assert_eq!(unlocked.to_bytes(), secret.to_bytes());
        assert_eq!(file.open_with_kit(&kit).expect("opens").to_bytes(), secret.to_bytes());
        let opened_by = |typed: &str| file.open_with_words("Sample Administrator", typed).expect("opens").1;
        assert_eq!(opened_by("one two three"), OpenedBy::Passphrase);
        assert_eq!(opened_by(&kit.to_uppercase()), OpenedBy::Kit);
    }

    #[test]
    fn a_wrong_passphrase_a_wrong_name_and_a_foreign_kit_each_say_so() {
        let (_, text, _) = office();
        let file = KeyFile::parse(&text).expect("a key file");
        let wrong = |result: Result<OfficeSecret, KeyFileError>| result.err().expect("does not open");
        assert_eq!(wrong(file.unlock("Sample Administrator", "one two")), UnwrapError::WrongPassphrase.into());
        assert_eq!(wrong(file.unlock("Somebody", "one two three")), KeyFileError::NoSuchAdministrator);
        let foreign = passphrase::generate_kit(&mut Entropy::new([2; 32]));
        assert_eq!(wrong(file.open_with_kit(&foreign)), KeyFileError::WrongKit);
    }

    #[test]
    fn a_recipient_added_by_somebody_else_breaks_the_signature() {
        let (_, text, _) = office();
        let mut file = KeyFile::parse(&text).expect("a key file");
        file.administrators[0].name = "Somebody".to_owned();
        let forged = file.sign(&OfficeSecret::generate(&mut Entropy::new([9; 32])));
        assert!(matches!(KeyFile::parse(&forged), Err(KeyFileError::Jws(JwsError::Key { .. }))));
    }
}
