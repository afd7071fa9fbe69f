//! RFC 8037 appendix A: Ed25519 in JOSE.

use super::same;
use crate::codec::{Fixed, SignatureBytes};
use crate::jws;
use crate::keys::{MemoryKey, PublicKey};

const SECRET: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
const PUBLIC: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
const THUMBPRINT: &str = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";
const PROTECTED: &str = "eyJhbGciOiJFZERTQSJ9";
const PAYLOAD: &[u8] = b"Example of Ed25519 signing";
const SIGNATURE: &str = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

fn key() -> Result<MemoryKey, String> {
    Fixed::parse(SECRET).map(|Fixed(seed)| MemoryKey::from_seed(seed)).ok_or("the secret".to_owned())
}

/// A.1 to A.3: the public half of the key and its name.
pub fn thumbprint() -> Result<(), String> {
    let public = key()?.public();
    same("public key", public.0.to_string().as_str(), PUBLIC)?;
    same("thumbprint", public.kid().to_string().as_str(), THUMBPRINT)
}

/// A.4 and A.5: the signature made and verified.
pub fn signature() -> Result<(), String> {
    let input = jws::signing_input(PROTECTED, PAYLOAD);
    let made = key()?.sign(input.as_bytes());
    same("signature", made.to_string().as_str(), SIGNATURE)?;
    let public = PublicKey(Fixed::parse(PUBLIC).ok_or("the public key")?);
    let signature = SignatureBytes::parse(SIGNATURE).ok_or("the signature")?;
    public.verify(input.as_bytes(), &signature).map_err(|error| error.to_string())?;
    let other = public.verify(format!("{input}x").as_bytes(), &signature);
    same("another text", other.is_err(), true)
}
