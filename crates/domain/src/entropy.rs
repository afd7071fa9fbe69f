//! Randomness that arrives as an argument: 32 bytes from the operating system, stretched as needed.

use crate::codec::sha256;
use rand_core::{TryCryptoRng, TryRng};
use std::convert::Infallible;
use zeroize::ZeroizeOnDrop;

/// A stream of random bytes from one 32-byte seed: SHA-256 of seed and counter, block by block (the shape of Hash_DRBG,
/// NIST SP 800-90A §10.1.1, without reseeding). One seed serves one operation and is wiped on drop; the same seed gives the same bytes,
/// which is what makes sealing testable.
#[derive(ZeroizeOnDrop)]
pub struct Entropy {
    seed: [u8; 32],
    counter: u64,
}

impl Entropy {
    /// From 32 bytes that came from the operating system.
    pub fn new(seed: [u8; 32]) -> Self {
        Self { seed, counter: 0 }
    }

    /// The same stream from here on, to compute the same again. Using both for different things would give a secret away.
    pub(crate) fn same_again(&self) -> Self {
        Self { seed: self.seed, counter: self.counter }
    }

    /// The next `N` bytes.
    pub fn take<const N: usize>(&mut self) -> [u8; N] {
        let mut out = [0; N];
        self.fill(&mut out);
        out
    }

    fn fill(&mut self, out: &mut [u8]) {
        for chunk in out.chunks_mut(32) {
            let block = sha256(&[b"inkseal/1/entropy".as_slice(), &self.seed, &self.counter.to_be_bytes()].concat());
            self.counter += 1;
            chunk.copy_from_slice(&block.0[..chunk.len()]);
        }
    }
}

impl TryRng for Entropy {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(self.take()))
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(self.take()))
    }
    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        self.fill(out);
        Ok(())
    }
}

impl TryCryptoRng for Entropy {}
