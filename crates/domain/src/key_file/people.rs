//! Who can open an office: administrators are added, given another passphrase, and removed. Each time the office's secret is encrypted under
//! a new key, which is sealed to everybody who stays, without their help. The secret itself stays, so that what was signed and sealed before
//! still verifies and opens. Whoever has a copy of an older key file keeps what that opens.

use super::{Administrator, KeyFile, KeyFileError, Recipient, must_be};
use crate::codec::Fixed;
use crate::entropy::Entropy;
use crate::hpke_box::{BoxPublic, BoxSecret};
use crate::office::{OfficeCard, OfficeSecret};
use crate::passphrase::{self, Stretch, Wrapped};
use crate::proofread::insist;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use zeroize::Zeroizing;

/// How many administrators an office may have on one tablet.
pub const MOST_ADMINISTRATORS: usize = 4;

/// Why somebody was not added, changed or removed. The key file is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeopleError {
    /// There are as many as there may be.
    #[error("an office has at most {MOST_ADMINISTRATORS} administrators")]
    Full,
    /// Somebody has that name.
    #[error("somebody has that name")]
    Taken,
    /// Nobody has that name.
    #[error("nobody has that name")]
    NoSuchAdministrator,
    /// Nobody would be left.
    #[error("the last administrator cannot be removed")]
    Last,
    /// The keys.
    #[error(transparent)]
    Keys(#[from] KeyFileError),
}

/// An administrator's key, and that key under their passphrase.
pub(super) struct Person {
    pub(super) name: String,
    key: BoxPublic,
    wrapped: Wrapped,
}

impl Person {
    pub(super) fn new(name: &str, words: &str, stretch: Stretch, entropy: &mut Entropy) -> Result<Self, KeyFileError> {
        let own = BoxSecret::derive(&Zeroizing::new(entropy.take::<32>())[..]);
        let wrapped = passphrase::wrap(own.bytes(), words, stretch, entropy)?;
        Ok(Self { name: name.to_owned(), key: own.public(), wrapped })
    }
}

impl KeyFile {
    /// The secret under a new key, sealed to these people and to the kit.
    pub(super) fn around(
        secret: &OfficeSecret,
        card: OfficeCard,
        people: Vec<Person>,
        kit: BoxPublic,
        entropy: &mut Entropy,
    ) -> Result<Self, KeyFileError> {
        let content_key = Zeroizing::new(entropy.take::<32>());
        let nonce = Fixed(entropy.take());
        let ct = ChaCha20Poly1305::new(&Key::from(*content_key))
            .encrypt(&Nonce::from(nonce.0), Zeroizing::new(secret.to_bytes()).as_slice())
            .ok()
            .and_then(|ct| ct.try_into().ok())
            .expect("64 bytes encrypt to 80");
        let mut administrators = Vec::new();
        for Person { name, key, wrapped } in people {
            let recipient = Recipient::seal(&card, key, &content_key, entropy)?;
            administrators.push(Administrator { name, recipient, wrapped });
        }
        let kit = Recipient::seal(&card, kit, &content_key, entropy)?;
        Ok(Self { v: 1, nonce, secret: Fixed(ct), administrators, kit, card })
    }

    fn people(&self) -> Vec<Person> {
        let person = |one: &Administrator| Person {
            name: one.name.clone(),
            key: one.recipient.key,
            wrapped: one.wrapped.clone(),
        };
        self.administrators.iter().map(person).collect()
    }

    fn has(&self, name: &str) -> bool {
        self.administrators.iter().any(|one| one.name == name)
    }

    /// The key file, signed, with one administrator more.
    ///
    /// # Errors
    /// [`PeopleError`]
    pub fn with_administrator(
        &self,
        secret: &OfficeSecret,
        (name, words): (&str, &str),
        stretch: Stretch,
        entropy: &mut Entropy,
    ) -> Result<String, PeopleError> {
        if self.has(name) {
            return Err(PeopleError::Taken);
        }
        if self.administrators.len() >= MOST_ADMINISTRATORS {
            return Err(PeopleError::Full);
        }
        let mut people = self.people();
        people.push(Person::new(name, words, stretch, entropy)?);
        self.made_anew(secret, people, Some((name, words)), entropy)
    }

    /// The key file, signed, in which an administrator has another passphrase. The one before is not needed: the office is open.
    ///
    /// # Errors
    /// [`PeopleError`]
    pub fn with_passphrase(
        &self,
        secret: &OfficeSecret,
        (name, words): (&str, &str),
        stretch: Stretch,
        entropy: &mut Entropy,
    ) -> Result<String, PeopleError> {
        let mut people = self.people();
        let person = people.iter_mut().find(|one| one.name == name).ok_or(PeopleError::NoSuchAdministrator)?;
        *person = Person::new(name, words, stretch, entropy)?;
        self.made_anew(secret, people, Some((name, words)), entropy)
    }

    /// The key file, signed, without an administrator.
    ///
    /// # Errors
    /// [`PeopleError`]
    pub fn without_administrator(
        &self,
        secret: &OfficeSecret,
        name: &str,
        entropy: &mut Entropy,
    ) -> Result<String, PeopleError> {
        if !self.has(name) {
            return Err(PeopleError::NoSuchAdministrator);
        }
        let mut people = self.people();
        people.retain(|one| one.name != name);
        if people.is_empty() {
            return Err(PeopleError::Last);
        }
        self.made_anew(secret, people, None, entropy)
    }

    /// The key file, signed, that another kit opens. The one before opens it no more; whoever has an older key file and that kit keeps what
    /// they open.
    ///
    /// # Errors
    /// [`PeopleError`]
    pub fn with_kit(&self, secret: &OfficeSecret, kit: &str, entropy: &mut Entropy) -> Result<String, PeopleError> {
        let key = passphrase::kit_key(kit).ok_or(KeyFileError::WrongKit)?.public();
        let text = Self::around(secret, self.card.clone(), self.people(), key, entropy)?.sign(secret);
        let opened = insist(|| Self::parse(&text)?.open_with_kit(kit))?;
        must_be(&opened, secret)?;
        Ok(text)
    }

    /// Makes it, and tries the door that is new: nobody could put it right later.
    fn made_anew(
        &self,
        secret: &OfficeSecret,
        people: Vec<Person>,
        new: Option<(&str, &str)>,
        entropy: &mut Entropy,
    ) -> Result<String, PeopleError> {
        let file = Self::around(secret, self.card.clone(), people, self.kit.key, entropy)?;
        let text = file.sign(secret);
        let read = insist(|| Self::parse(&text))?;
        if let Some((name, words)) = new {
            let opened = insist(|| read.unlock(name, words))?;
            must_be(&opened, secret)?;
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::office;
    use super::*;

    const STRETCH: Stretch = Stretch { memory_kib: 64, passes: 1 };
    const FIRST: &str = "Sample Administrator";

    fn opens(text: &str, name: &str, words: &str) -> Result<[u8; 64], KeyFileError> {
        Ok(KeyFile::parse(text)?.unlock(name, words)?.to_bytes())
    }

    fn added(text: &str, secret: &OfficeSecret, name: &str, words: &str) -> Result<String, PeopleError> {
        let mut entropy = Entropy::new([name.len() as u8; 32]);
        KeyFile::parse(text)?.with_administrator(secret, (name, words), STRETCH, &mut entropy)
    }

    #[test]
    fn whoever_is_added_opens_the_same_office_and_nobody_else_needs_to_be_there() {
        let (secret, text, kit) = office();
        let text = added(&text, &secret, "Ben Sample", "four five six").expect("added");
        assert_eq!(opens(&text, "Ben Sample", "four five six"), Ok(secret.to_bytes()));
        assert_eq!(opens(&text, FIRST, "one two three"), Ok(secret.to_bytes()));
        let file = KeyFile::parse(&text).expect("a key file");
        assert_eq!(file.open_with_kit(&kit).expect("opens").to_bytes(), secret.to_bytes());
        assert_eq!(file.names(), [FIRST, "Ben Sample"]);
    }

    #[test]
    fn a_new_passphrase_opens_and_the_one_before_does_not() {
        let (secret, text, _) = office();
        let file = KeyFile::parse(&text).expect("a key file");
        let mut entropy = Entropy::new([3; 32]);
        let text = file.with_passphrase(&secret, (FIRST, "seven eight"), STRETCH, &mut entropy).expect("changed");
        assert_eq!(opens(&text, FIRST, "seven eight"), Ok(secret.to_bytes()));
        assert!(opens(&text, FIRST, "one two three").is_err());
    }

    #[test]
    fn whoever_is_removed_opens_nothing_any_more_and_the_last_one_stays() {
        let (secret, text, _) = office();
        let text = added(&text, &secret, "Ben Sample", "four five six").expect("added");
        let file = KeyFile::parse(&text).expect("a key file");
        let mut entropy = Entropy::new([4; 32]);
        let text = file.without_administrator(&secret, FIRST, &mut entropy).expect("removed");
        assert_eq!(opens(&text, FIRST, "one two three"), Err(KeyFileError::NoSuchAdministrator));
        assert_eq!(opens(&text, "Ben Sample", "four five six"), Ok(secret.to_bytes()));
        let left = KeyFile::parse(&text).expect("a key file");
        assert_eq!(left.without_administrator(&secret, "Ben Sample", &mut entropy), Err(PeopleError::Last));
        assert_eq!(left.without_administrator(&secret, FIRST, &mut entropy), Err(PeopleError::NoSuchAdministrator));
    }

    #[test]
    fn the_share_of_whoever_was_removed_does_not_open_the_new_secret() {
        let (secret, text, _) = office();
        let text = added(&text, &secret, "Ben Sample", "four five six").expect("added");
        let before = KeyFile::parse(&text).expect("a key file");
        let mut entropy = Entropy::new([5; 32]);
        let after = before.without_administrator(&secret, "Ben Sample", &mut entropy).expect("removed");
        let mut mixed = KeyFile::parse(&after).expect("a key file");
        mixed.administrators.clone_from(&before.administrators);
        assert_eq!(mixed.unlock("Ben Sample", "four five six").err(), Some(KeyFileError::Contradiction));
    }

    #[test]
    fn a_new_kit_opens_the_same_office_and_the_one_before_does_not() {
        let (secret, text, kit) = office();
        let mut entropy = Entropy::new([6; 32]);
        let newer = passphrase::generate_kit(&mut entropy);
        let file = KeyFile::parse(&text).expect("a key file");
        let text = file.with_kit(&secret, &newer, &mut entropy).expect("made");
        let file = KeyFile::parse(&text).expect("a key file");
        assert_eq!(file.open_with_kit(&newer).expect("opens").to_bytes(), secret.to_bytes());
        assert_eq!(file.open_with_kit(&kit).err(), Some(KeyFileError::WrongKit));
        assert_eq!(opens(&text, FIRST, "one two three"), Ok(secret.to_bytes()));
        assert_eq!(file.with_kit(&secret, "no kit", &mut entropy), Err(KeyFileError::WrongKit.into()));
    }

    #[test]
    fn names_are_taken_once_and_there_are_four_at_most() {
        let (secret, mut text, _) = office();
        assert_eq!(added(&text, &secret, FIRST, "other words"), Err(PeopleError::Taken));
        for name in ["Ben", "Carol", "Dan"] {
            text = added(&text, &secret, name, "some words").expect("added");
        }
        assert_eq!(added(&text, &secret, "Eve", "some words"), Err(PeopleError::Full));
    }
}
