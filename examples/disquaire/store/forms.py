from django import forms


class BookingForm(forms.Form):
    name = forms.CharField(
        label='Votre nom',
        max_length=200,
        widget=forms.TextInput(attrs={'autocomplete': 'name'}),
    )
    email = forms.EmailField(
        label='Votre adresse e-mail',
        widget=forms.EmailInput(attrs={'autocomplete': 'email'}),
    )
