"""How well revisions are aligned: truth read by eye, weights fitted with one statute left out, figures with n."""
